// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever events come, in whatever order: the states of a thread add up to its wall time. */
class WallTimeTest {

  private static final int TIDS = 12;
  private static final int CPUS = 4;
  private static final String STATES = "RRSSSDTtXZPI";

  /** Adds up what it is passed, and checks it at each thread's end. */
  private static final class Sums extends RecordingSink {
    final Map<Integer, Long> startNanos = new HashMap<>();
    final Map<Integer, Long> lastEndNanos = new HashMap<>();
    int intervals;
    int ends;

    @Override
    public void threadStarted(long timeNanos, int tid, String comm) {
      startNanos.put(tid, timeNanos);
      lastEndNanos.put(tid, timeNanos);
      totals.put(tid, new StateTimes());
    }

    @Override
    public void threadEnded(long timeNanos, int tid) {
      assertWallTime(tid, timeNanos);
      startNanos.remove(tid);
      ends++;
    }

    @Override
    public void offCpu(
        int tid,
        long start,
        long queued,
        long end,
        int wakerTid,
        char state,
        int cpuOut,
        int cpuIn) {
      assertTrue(
          lastEndNanos.get(tid) <= start && start <= queued && queued <= end,
          () ->
              lastEndNanos.get(tid)
                  + " "
                  + start
                  + " "
                  + queued
                  + " "
                  + end
                  + " "
                  + state
                  + wakerTid);
      lastEndNanos.put(tid, end);
      intervals++;
    }

    void assertWallTime(int tid, long timeNanos) {
      long wallNanos = timeNanos - startNanos.get(tid);
      assertEquals(wallNanos, totals.get(tid).totalNanos(), () -> "thread " + tid);
    }
  }

  private final Sums sums = new Sums();
  private final ThreadStates threads = new ThreadStates(sums);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void isTheSumOfAllStates(long seed) {
    Random random = new Random(seed);
    long now = 1000;
    for (int window = 0; window < 300; window++) {
      boolean loss = random.nextInt(4) == 0;
      for (int i = 0; i < 200; i++) {
        now += random.nextInt(5) == 0 ? 0 : random.nextInt(1_000_000);
        long late = random.nextInt(50) == 0 ? random.nextInt(2_000_000) : 0;
        event(random, now - late, loss);
      }
      now += 3_000_000;
      endLosses(now);
      check(now);
    }
    assertTrue(sums.intervals > 1000 && sums.ends > 100, "the events are of use");
  }

  private void event(Random random, long timeNanos, boolean loss) {
    int tid = random.nextInt(TIDS) + 1;
    int other = random.nextInt(TIDS + 3);
    int cpu = random.nextInt(CPUS);
    char state = STATES.charAt(random.nextInt(STATES.length()));
    switch (random.nextInt(loss ? 12 : 10)) {
      case 0, 1 -> threads.switched(timeNanos, cpu, tid, random.nextInt(9) > 0 ? 'S' : state, 0);
      case 2, 3 -> threads.switched(timeNanos, cpu, other, state, tid);
      case 4, 5 -> threads.waking(timeNanos, tid, other);
      case 6 -> threads.created(timeNanos, other, tid, "t", random.nextInt(9) > 0);
      case 7 -> threads.found(timeNanos, tid, state);
      case 8 -> {
        if (random.nextInt(10) == 0) {
          threads.exiting(timeNanos, tid);
        } else {
          threads.wokenNew(timeNanos, tid);
        }
      }
      case 9 -> threads.complete(timeNanos - 1_000_000);
      case 10 -> threads.lossBegan(timeNanos, cpu);
      default -> threads.lossEnded(timeNanos, cpu, 1);
    }
  }

  private void endLosses(long timeNanos) {
    for (int cpu = 0; cpu < CPUS; cpu++) {
      for (int i = 0; i < 200; i++) {
        threads.lossEnded(timeNanos, cpu, 1);
      }
    }
  }

  /** When a thread got its CPU is certain once it does something. */
  private void check(long timeNanos) {
    for (int tid : threads.tids()) {
      threads.marker(timeNanos, tid, "");
    }
    threads.complete(timeNanos);
    for (int tid : threads.tids()) {
      sums.assertWallTime(tid, timeNanos);
    }
  }
}
