// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Standard output: always UTF-8, and not through System.out, which keeps errors to itself. */
final class StandardOut {

  /** EPIPE of write(2); the JDK has no exception for it. */
  private static final String BROKEN_PIPE = "Broken pipe";

  interface Text {
    void print(Writer out) throws IOException;
  }

  private StandardOut() {}

  /** Returns whether all was wanted: {@code | head} closes the pipe early. */
  static boolean print(Text text) throws IOException {
    try {
      printAll(text);
      return true;
    } catch (IOException e) {
      if (BROKEN_PIPE.equals(e.getMessage())) {
        return false;
      }
      throw e;
    }
  }

  /** What was read before an error is printed, too: closing flushes. */
  private static void printAll(Text text) throws IOException {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    try (Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
      text.print(writer);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
