// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of several CPUs are passed by time, those of the same time by CPU. */
class MergeOrderTest {

  private static final int SUB_BUFFER_BYTES = 4096;
  private static final int HEAD_BYTES = 16;

  /** A record of one word, and its header. */
  private static final int RECORD_BYTES = 8;

  @TempDir private Path instance;

  /** What the reader will read of a CPU: a sub-buffer with a record for each time. */
  private void write(int cpu, int... times) throws Exception {
    ByteBuffer subBuffer = ByteBuffer.allocate(SUB_BUFFER_BYTES).order(ByteOrder.nativeOrder());
    subBuffer.putLong(8, (long) RECORD_BYTES * times.length);
    int time = 0;
    for (int i = 0; i < times.length; i++) {
      subBuffer.putInt(HEAD_BYTES + RECORD_BYTES * i, (times[i] - time) << 5 | 1);
      time = times[i];
    }
    Path directory = Files.createDirectories(instance.resolve("per_cpu/cpu" + cpu));
    Files.write(directory.resolve("trace_pipe_raw"), subBuffer.array());
  }

  private List<String> merged() throws Exception {
    List<String> merged = new ArrayList<>();
    RecordHandler handler =
        new RecordHandler() {
          @Override
          public void record(int cpu, long timeNanos, ByteBuffer buffer, int offset, int length) {
            merged.add(cpu + " at " + timeNanos);
          }

          @Override
          public void lossBegan(int cpu, long timeNanos) {}

          @Override
          public void lossEnded(int cpu, long timeNanos, long count) {}
        };
    try (RingBufferReader reader =
        RingBufferReader.open(instance, SUB_BUFFER_BYTES, 4, () -> 100L)) {
      reader.drain(handler);
    }
    return merged;
  }

  @Test
  void sameTimeIsByCpuAlsoBehindAnEarlierRecordOfAHigherOne() throws Exception {
    write(0, 7);
    write(1, 5, 7);
    assertEquals(List.of("1 at 5", "0 at 7", "1 at 7"), merged());
  }

  @Test
  void allOfALowerCpuAreBeforeTheSameTimeOfHigherOnes() throws Exception {
    write(0, 3, 7, 7, 8);
    write(1, 7, 8);
    write(2, 2, 7, 8, 8);
    assertEquals(
        List.of(
            "2 at 2", "0 at 3", "0 at 7", "0 at 7", "1 at 7", "2 at 7", "0 at 8", "1 at 8",
            "2 at 8", "2 at 8"),
        merged());
  }
}
