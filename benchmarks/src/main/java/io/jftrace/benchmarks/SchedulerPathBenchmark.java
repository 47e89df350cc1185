// SPDX-License-Identifier: Apache-2.0
package io.jftrace.benchmarks;

import io.jftrace.timeline.scheduler.IntervalSink;
import io.jftrace.timeline.scheduler.StateTimes;
import io.jftrace.timeline.scheduler.ThreadStates;
import io.jftrace.tracefs.ring.SubBufferCursor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of one kernel event on the reader's path: walking over a sub-buffer of sched_switch
 * records, and pairing switches and wakings to intervals. Run with {@code -prof gc}: nothing is to
 * be allocated per event.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SchedulerPathBenchmark {

  /** As many records of 64 bytes, with their headers, as a sub-buffer of 4096 bytes holds. */
  private static final int RECORDS = 60;

  private static final int RECORD_BYTES = 64;
  private static final int ROUNDS = 100;
  private static final int EVENTS_PER_ROUND = 3;

  private final ByteBuffer subBuffer =
      ByteBuffer.allocateDirect(4096).order(ByteOrder.nativeOrder());
  private final SubBufferCursor cursor = new SubBufferCursor();
  private final CountingSink sink = new CountingSink();
  private final ThreadStates threads = new ThreadStates(sink);
  private long timeNanos;

  /** Fills the sub-buffer as the kernel lays it out. */
  @Setup
  public void fill() {
    subBuffer.putLong(0, 1_000_000);
    subBuffer.putLong(8, RECORDS * (4 + RECORD_BYTES));
    for (int i = 0; i < RECORDS; i++) {
      int offset = 16 + i * (4 + RECORD_BYTES);
      subBuffer.putInt(offset, 500 << 5 | RECORD_BYTES / 4);
      subBuffer.putInt(offset + 4 + 24, 1000 + i);
    }
    for (int tid = 1000; tid < 1100; tid++) {
      threads.found(0, tid, 'R');
    }
  }

  /** One record of a sub-buffer. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public long walkRecord() {
    cursor.load(subBuffer, 0, 4096);
    long sum = 0;
    while (cursor.next()) {
      sum += cursor.timeNanos() + subBuffer.getInt(cursor.recordOffset() + 24);
    }
    return sum;
  }

  /** One event of a wait: switch-out, waking, switch-in. */
  @Benchmark
  @OperationsPerInvocation(ROUNDS * EVENTS_PER_ROUND)
  public long pairEvent() {
    for (int i = 0; i < ROUNDS; i++) {
      int tid = 1000 + i;
      threads.switched(timeNanos += 500, 0, tid, 'S', 0);
      threads.waking(timeNanos += 500, tid, 0);
      threads.switched(timeNanos += 500, 0, 0, 'R', tid);
    }
    return sink.offCpu;
  }

  private static final class CountingSink implements IntervalSink {

    private long offCpu;

    @Override
    public void offCpu(
        int tid,
        long startNanos,
        long queuedNanos,
        long endNanos,
        int wakerTid,
        char state,
        int cpuOut,
        int cpuIn) {
      offCpu += endNanos - startNanos;
    }

    @Override
    public void queued(int tid, long queuedNanos, long startNanos) {}

    @Override
    public void stateTime(int tid, StateTimes delta) {}

    @Override
    public void threadStarted(long startNanos, int tid, String comm) {}

    @Override
    public void threadRenamed(long renameNanos, int tid, String comm) {}

    @Override
    public void threadEnded(long endNanos, int tid) {}

    @Override
    public void marker(long markerNanos, int tid, String text) {}

    @Override
    public void lost(int cpu, long startNanos, long endNanos, long count) {}

    @Override
    public void complete(long untilNanos) {}
  }
}
