// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.saved;

import io.jftrace.tracefs.HeaderPage;
import io.jftrace.tracefs.format.EventFormats;
import io.jftrace.tracefs.print.CommandNames;
import io.jftrace.tracefs.print.KernelFacts;
import io.jftrace.tracefs.print.KernelSymbols;
import io.jftrace.tracefs.print.RecordContext;
import io.jftrace.tracefs.print.SymbolList;
import io.jftrace.tracefs.print.TraceText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder with the sub-buffers of a kernel, its event formats, and its own text of them. */
final class Recording {

  private static final Pattern TIME = Pattern.compile("^.* [0-9]+\\.[0-9]{6}: (.*)$");
  private static final Pattern ADDRESS = Pattern.compile("\\(0x[0-9a-f]+(?::[^)]*)?\\)");

  private static final Pattern SYMBOL =
      Pattern.compile("=[\\w.]+\\+0x[0-9a-f]+/0x[0-9a-f]+(?: \\[\\w+])? \\((-?\\d+)\\)");

  private final Path kernel;
  private String malformed = "not decoded yet";

  Recording(Path kernel) {
    this.kernel = kernel;
  }

  /** The kernel's text, without the lines that explain it. */
  List<String> text() throws IOException {
    return lines("trace.txt");
  }

  /** The kernel's text of every field, without what is before the event's name. */
  List<String> fieldsText() throws IOException {
    return lines("fields.txt").stream()
        .map(line -> TIME.matcher(line).replaceFirst("$1"))
        .map(line -> ADDRESS.matcher(line).replaceAll("(0x)"))
        .map(Recording::withoutSymbols)
        .toList();
  }

  /**
   * Since 6.16 a number that is the address of a symbol is shown as that; its decimal form tells.
   */
  private static String withoutSymbols(String line) {
    return SYMBOL
        .matcher(line)
        .replaceAll(m -> "=0x%x (%s)".formatted(Long.parseLong(m.group(1)), m.group(1)));
  }

  private List<String> lines(String file) throws IOException {
    return read(file).lines().filter(line -> !line.startsWith("#")).toList();
  }

  /** The same as {@link #text} from the sub-buffers. */
  List<String> decode() throws IOException {
    HeaderPage page = HeaderPage.parse(read("events/header_page"));
    EventFormats formats = formats(page);
    StringBuilder text = new StringBuilder();
    try (SavedTrace trace = SavedTrace.open(pages(), page, 0)) {
      trace.pass(new TraceText(context(formats, trace), true, text));
      malformed = trace.malformed().toString();
    }
    return text.toString().lines().toList();
  }

  /** The same as {@link #fieldsText} from the sub-buffers. */
  List<String> decodeFields() throws IOException {
    HeaderPage page = HeaderPage.parse(read("events/header_page"));
    FieldsOption fields = new FieldsOption(formats(page));
    try (SavedTrace trace = SavedTrace.open(pages(), page, 0)) {
      trace.pass(fields);
    }
    return fields.lines();
  }

  EventFormats formats(HeaderPage page) throws IOException {
    return EventFormats.read(kernel.resolve("events"), page.wordBytes());
  }

  private RecordContext context(EventFormats formats, SavedTrace trace) throws IOException {
    return new RecordContext(
        formats,
        trace.layout(),
        new KernelFacts(read("uname").strip(), 0, symbols()),
        CommandNames.parse(read("saved_cmdlines")),
        trace.malformed());
  }

  private KernelSymbols symbols() throws IOException {
    return SymbolList.parse(readIfThere("kallsyms"), readIfThere("printk_formats"));
  }

  private String readIfThere(String file) throws IOException {
    return Files.exists(kernel.resolve(file)) ? read(file) : "";
  }

  private List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(kernel)) {
      return files.filter(f -> f.toString().endsWith(".pages")).sorted().toList();
    }
  }

  private String read(String file) throws IOException {
    // Some files of a mounted tracefs have to be read at once.
    try (InputStream in = Files.newInputStream(kernel.resolve(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
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
