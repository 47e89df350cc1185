// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.saved;

import io.jftrace.tracefs.HeaderPage;
import io.jftrace.tracefs.format.EventFormats;
import io.jftrace.tracefs.print.CommandNames;
import io.jftrace.tracefs.print.KernelFacts;
import io.jftrace.tracefs.print.KernelSymbols;
import io.jftrace.tracefs.print.RecordContext;
import io.jftrace.tracefs.print.TraceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder with the sub-buffers of a kernel, its event formats, and its own text of them. */
final class Recording {

  private final Path kernel;
  private String malformed = "not decoded yet";

  Recording(Path kernel) {
    this.kernel = kernel;
  }

  /** The kernel's text, without the lines that explain it. */
  List<String> text() throws IOException {
    return read("trace.txt").lines().filter(line -> !line.startsWith("#")).toList();
  }

  /** The same from the sub-buffers. */
  List<String> decode() throws IOException {
    HeaderPage page = HeaderPage.parse(read("events/header_page"));
    EventFormats formats = EventFormats.read(kernel.resolve("events"), page.wordBytes());
    StringBuilder text = new StringBuilder();
    try (SavedTrace trace = SavedTrace.open(pages(), page, 0)) {
      CommandNames commands = CommandNames.parse(read("saved_cmdlines"));
      RecordContext context =
          new RecordContext(
              formats,
              trace.layout(),
              new KernelFacts(read("uname").strip(), 0, KernelSymbols.NONE),
              commands,
              trace.malformed());
      trace.pass(new TraceText(context, true, text));
      malformed = trace.malformed().toString();
    }
    return text.toString().lines().toList();
  }

  private List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(kernel)) {
      return files.filter(f -> f.toString().endsWith(".pages")).sorted().toList();
    }
  }

  private String read(String file) throws IOException {
    return new String(Files.readAllBytes(kernel.resolve(file)), StandardCharsets.UTF_8);
  }

  /** What could not be decoded; empty if all could. */
  String malformed() {
    return malformed;
  }

  @Override
  public String toString() {
    return kernel.getFileName().toString();
  }
}
