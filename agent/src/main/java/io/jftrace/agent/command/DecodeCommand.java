// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import io.jftrace.tracefs.print.RecordContext;
import io.jftrace.tracefs.print.TraceText;
import io.jftrace.tracefs.ring.Malformed;
import io.jftrace.tracefs.ring.MalformedCounts;
import io.jftrace.tracefs.saved.SavedTrace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code java -jar jftrace.jar decode}: saved sub-buffers as text or JSON. */
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "Decodes sub-buffers that were saved from trace_pipe_raw, of any kernel, on any system.",
      "One line an event, by time: as the kernel's own text trace has it, or as JSON."
    },
    footer = {"", "docs/decode.md has how to save them, and what the fields of the JSON are."})
final class DecodeCommand implements Callable<Integer> {

  private static final int MAX_SUB_BUFFER_KB = 1024;

  @Spec private CommandSpec spec;

  @Option(
      names = "--formats",
      required = true,
      paramLabel = "DIR",
      description = "event formats, laid out as tracefs' events/")
  private Path formats;

  @Option(names = "--json", description = "one JSON object a line")
  private boolean json;

  @Option(
      names = "--cmdlines",
      paramLabel = "FILE",
      description = "names of tasks; default: saved_cmdlines beside DIR, or what the events tell")
  private Path cmdlines;

  @Option(
      names = "--clock",
      paramLabel = "NAME",
      description = "the trace clock; default: what trace_clock beside DIR says, or mono")
  private String clock;

  @Option(
      names = "--sub-buffer-kb",
      paramLabel = "KB",
      description = "the instance's buffer_subbuf_size_kb; default: found out from the files")
  private Integer subBufferKb;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "sub-buffers of one CPU each; the name gives the CPU: cpu0.pages, cpu1.pages")
  private List<Path> files;

  @Override
  public Integer call() throws IOException {
    if (subBufferKb != null && (subBufferKb < 1 || subBufferKb > MAX_SUB_BUFFER_KB)) {
      throw badUsage("--sub-buffer-kb takes 1 to " + MAX_SUB_BUFFER_KB);
    }
    KernelDescription kernel = KernelDescription.read(formats, cmdlines, clock);
    kernel.problems().forEach(spec.commandLine().getErr()::println);
    try (SavedTrace trace = open(kernel)) {
      RecordContext context =
          new RecordContext(
              kernel.formats(),
              trace.layout(),
              kernel.facts(),
              kernel.commands(),
              trace.malformed());
      boolean allWanted =
          StandardOut.print(out -> print(trace, context, kernel.clockInNanos(), out));
      return allWanted ? report(trace.malformed()) : 0;
    }
  }

  private void print(SavedTrace trace, RecordContext context, boolean nanos, Writer writer)
      throws IOException {
    if (json) {
      try (JsonLines lines = new JsonLines(context, writer)) {
        trace.pass(lines);
      }
    } else {
      trace.pass(new TraceText(context, nanos, writer));
    }
  }

  private SavedTrace open(KernelDescription kernel) throws IOException {
    try {
      int subBufferBytes = subBufferKb == null ? 0 : subBufferKb * 1024;
      return SavedTrace.open(files, kernel.headerPage(), subBufferBytes);
    } catch (IllegalArgumentException e) {
      throw badUsage(e.getMessage());
    }
  }

  private ParameterException badUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** What could not be decoded is said, and makes the exit code 1; the rest has been printed. */
  private int report(MalformedCounts malformed) {
    PrintWriter err = spec.commandLine().getErr();
    long unknown = malformed.count(Malformed.UNKNOWN_EVENT);
    if (unknown > 0) {
      err.println(unknown + " events have no format in " + formats + ": shown as unknown_ID");
    }
    if (malformed.total() == unknown) {
      return 0;
    }
    err.println("malformed data was left out: " + malformed);
    return 1;
  }
}
