// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.tracefs.print.RecordContext;
import io.jftrace.tracefs.ring.RecordHandler;
import io.jftrace.tracefs.saved.SavedTrace;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

  private static final Path KERNEL = Path.of("../tracefs/src/test/resources/kernels/linux-6.12");
  private static final int RECORDS = 3;

  /** As if the file could not be read any further behind {@link #RECORDS}. */
  private static final class FailingRead implements RecordHandler {

    private final RecordHandler lines;
    private int records;

    FailingRead(RecordHandler lines) {
      this.lines = lines;
    }

    @Override
    public void record(int cpu, long timeNanos, ByteBuffer buffer, int offset, int lengthBytes) {
      if (records++ == RECORDS) {
        throw new UncheckedIOException(new IOException("Input/output error"));
      }
      lines.record(cpu, timeNanos, buffer, offset, lengthBytes);
    }

    @Override
    public void lossBegan(int cpu, long timeNanos) {}

    @Override
    public void lossEnded(int cpu, long timeNanos, long count) {}
  }

  private static void printUntilTheError(StringWriter out) throws IOException {
    KernelDescription kernel = KernelDescription.read(KERNEL.resolve("events"), null, null);
    List<Path> files = List.of(KERNEL.resolve("cpu0.pages"));
    try (SavedTrace trace = SavedTrace.open(files, kernel.headerPage(), 0)) {
      RecordContext context =
          new RecordContext(
              kernel.formats(),
              trace.layout(),
              kernel.facts(),
              kernel.commands(),
              trace.malformed());
      try (JsonLines lines = new JsonLines(context, out)) {
        trace.pass(new FailingRead(lines));
      }
    }
  }

  @Test
  void whatWasReadBeforeAnErrorIsWholeLines() {
    StringWriter out = new StringWriter();
    assertThrows(UncheckedIOException.class, () -> printUntilTheError(out));
    assertEquals(RECORDS, out.toString().lines().count());
    assertTrue(out.toString().endsWith("}\n"), out.toString());
  }
}
