// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads small files of /proc. */
public final class ProcFile {

  private static final int MAX_BYTES = 4096;

  private ProcFile() {}

  /**
   * The file's text, at most 4096 bytes of it, in one read call where it fits: a number below
   * /proc/sys ends after the first call, and {@code Files.readString} asks for one byte in it.
   *
   * @throws IOException if it cannot be read, such as when its task has ended
   */
  public static String read(Path file) throws IOException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    }
  }
}
