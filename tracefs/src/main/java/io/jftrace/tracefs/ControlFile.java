// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads and writes the small text files by which tracefs is controlled. */
final class ControlFile {

  private ControlFile() {}

  /**
   * Reads with a large buffer: {@code Files.readString} asks for one byte first, and some of the
   * kernel's files end after the first read (show_header in kernel/trace/trace_events.c).
   */
  static String read(Path file) throws TracefsException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw refused("read", file, "", e);
    }
  }

  /** Writes in one call, as the kernel parses each write on its own; replaces what was there. */
  static void write(Path file, String text) throws TracefsException {
    write(file, text, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** Writes in one call, and leaves what was there. */
  static void append(Path file, String text) throws TracefsException {
    write(file, text, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  private static void write(Path file, String text, StandardOpenOption... options)
      throws TracefsException {
    try {
      Files.write(file, text.getBytes(StandardCharsets.UTF_8), options);
    } catch (IOException e) {
      throw refused("write '" + text.strip() + "' to", file, hint(file), e);
    }
  }

  private static TracefsException refused(String what, Path file, String hint, IOException e) {
    String why;
    if (e instanceof NoSuchFileException) {
      why = "there is no such file on this kernel";
    } else if (e instanceof AccessDeniedException) {
      why = "permission denied";
    } else {
      why = e.getMessage();
    }
    return new TracefsException("cannot " + what + " " + file + ": " + why + hint, e);
  }

  /** The kernel explains some refusals in error_log. */
  private static String hint(Path file) {
    return file.getFileName().toString().equals("filter") ? "; see error_log beside it" : "";
  }
}
