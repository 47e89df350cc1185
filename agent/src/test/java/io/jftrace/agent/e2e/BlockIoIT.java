// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jftrace.agent.source.Tracing;
import io.jftrace.tracefs.Tracefs;
import java.net.URI;
import java.nio.file.Path;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests to block devices, against the kernel's text of the same ones, of the same thread. */
class BlockIoIT {

  private static final String BYTES = "jftrace_block_io_bytes_total";

  @TempDir private Path directory;

  @Test
  void requestsAreThoseOfTheKernelsText() throws Exception {
    Tracefs tracefs = Tracing.required();
    Path recording = directory.resolve("block.jfr");
    try (BlockTrace trace = new BlockTrace(tracefs);
        ChildJvm jvm =
            new ChildCommand(directory)
                .agent(ChildCommand.ANY_PORT + ",waits=full")
                .jvm(
                    "-XX:StartFlightRecording=filename="
                        + recording
                        + ",+jftrace.BlockIo#threshold=0ms")
                .jvm("-Xlog:jfr+startup=error")
                .start(SyncingApplication.class, directory.resolve("synced").toString())) {
      URI metrics = jvm.awaitStart().metrics().orElseThrow();
      Await.until(() -> jvm.out().endsWith("\n") || !jvm.process().isAlive(), () -> "not written");
      String[] printed = jvm.out().strip().split(" ", -1);
      long tid = Long.parseLong(printed[0]);
      long bookedBytes = Long.parseLong(printed[1]);
      BlockTotals expected = trace.end(tid);
      long written = expected.bytes("write");
      System.out.printf(
          "block I/O: %s by the kernel's text; %d bytes booked for the thread%n",
          expected.totals(), bookedBytes);
      assumeTrue(written > 0, "the directory for temporary files is on no block device");
      // Booked are the file's pages; requests have what describes the file as well.
      assertTrue(written >= 0.9 * bookedBytes && written <= 3 * bookedBytes, written + " written");

      Await.until(
          () -> Scrape.of(metrics).sum(BYTES, SyncingApplication.POOL) >= allBytes(expected),
          () -> "not so many bytes in the metrics as " + expected);
      assertEquals(allBytes(expected), Scrape.of(metrics).sum(BYTES, SyncingApplication.POOL));
      assertEquals(0, jvm.end().exitCode());
      assertEquals(expected, recorded(recording, tid));
    }
  }

  private static double allBytes(BlockTotals totals) {
    return totals.totals().values().stream().mapToLong(BlockTotals.Total::bytes).sum();
  }

  private static BlockTotals recorded(Path recording, long tid) throws Exception {
    BlockTotals totals = new BlockTotals();
    for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
      if (event.getEventType().getName().equals("jftrace.BlockIo") && event.getInt("tid") == tid) {
        totals.add(event.getString("operation"), event.getLong("bytes"));
      }
    }
    return totals;
  }
}
