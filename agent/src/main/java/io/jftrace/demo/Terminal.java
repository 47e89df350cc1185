// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** Where the report is printed, and which characters can be. */
record Terminal(PrintStream out, Glyphs glyphs) {

  /** The process's standard output, in its own charset. */
  static Terminal standardOutput() {
    Charset charset = charset();
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset);
    return new Terminal(out, Glyphs.of(charset));
  }

  /** JDK 17 knows the terminal's charset by an internal property only. */
  private static Charset charset() {
    for (String key : new String[] {"stdout.encoding", "sun.stdout.encoding", "native.encoding"}) {
      String name = System.getProperty(key, "");
      if (!name.isEmpty() && Charset.isSupported(name)) {
        return Charset.forName(name);
      }
    }
    return Charset.defaultCharset();
  }

  void line(String text) {
    out.println(text);
  }
}
