// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The states of a thread are all of its time, and no more, in every window without loss. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StateSumsKernelTest {

  private static final int WINDOWS = 40;
  private static final int WINDOW_MILLIS = 50;
  private static final long LONGEST_QUEUE_NANOS = 500_000_000;

  private final WindowSink sink = new WindowSink();

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @BeforeAll
  void run() throws Exception {
    if (!Tracing.isWanted()) {
      return;
    }
    try (MixedLoad load = new MixedLoad();
        TracefsSource source =
            new TracefsSource(
                new TracefsSettings(
                    null, new BufferSettings(8192, 0, 0), false, ProbeSettings.NONE),
                new ProcTasks(),
                w -> {})) {
      source.start(sink);
      List<Thread> shortLived = new ArrayList<>();
      for (int i = 0; i < WINDOWS; i++) {
        shortLived.add(startShortLived(i));
        long endNanos = System.nanoTime() + WINDOW_MILLIS * 1_000_000L;
        while (System.nanoTime() < endNanos) {
          source.await(WINDOW_MILLIS / 2);
          source.drain();
        }
      }
      for (Thread thread : shortLived) {
        thread.join();
      }
      Thread.sleep(WINDOW_MILLIS);
      source.drain();
    }
    assertEquals(0, sink.losses, "the buffer was too small for the test");
  }

  private static Thread startShortLived(int number) {
    Thread thread =
        new Thread(
            () -> {
              try {
                Thread.sleep(number);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "short-lived-" + number);
    thread.start();
    return thread;
  }

  /**
   * When a window ends while a thread waits for a CPU, that time is in the next one, for when it
   * got the CPU may yet turn out to have been earlier. So a thread may be behind by the time since
   * its wake-up, and by nothing else.
   */
  @Test
  void ofThreadsAreTheTimeBetweenAnyTwoEndsOfWindows() {
    WindowSink.Window first = sink.windows.get(0);
    int exact = 0;
    int queued = 0;
    for (Map.Entry<Integer, WindowSink.Sums> thread : first.sums().entrySet()) {
      long behindNanos = 0;
      long behindAtFirstNanos = 0;
      WindowSink.Sums before = thread.getValue();
      for (WindowSink.Window window : sink.windows.subList(1, sink.windows.size())) {
        WindowSink.Sums sums = window.sums().get(thread.getKey());
        if (sums == null) {
          break;
        }
        long wallNanos = window.endNanos() - first.endNanos();
        long passedNanos = sums.allNanos() - thread.getValue().allNanos();
        if (passedNanos > wallNanos && behindAtFirstNanos == 0) {
          // It waited for a CPU at the end of the first window, and has made up for that. Since
          // when
          // is not known of all: what they did before was found out late.
          behindAtFirstNanos = passedNanos - wallNanos;
          assertTrue(behindAtFirstNanos < LONGEST_QUEUE_NANOS, "behind at first: " + thread);
        }
        long nextBehindNanos = wallNanos + behindAtFirstNanos - passedNanos;
        if (nextBehindNanos == 0) {
          exact++;
          assertTrue(
              sums.activeNanos() - before.activeNanos() >= behindNanos,
              "thread " + thread.getKey() + " was not waiting for a CPU at the window's end");
        } else {
          queued++;
          assertIsInRunQueue(thread.getKey(), window.endNanos(), nextBehindNanos);
        }
        behindNanos = nextBehindNanos;
        before = sums;
      }
    }
    System.out.printf(
        "sums of states: %d threads, %d windows of a thread equal to the wall time to the"
            + " nanosecond, %d ended while it waited for a CPU%n",
        first.sums().size(), exact, queued);
    assertTrue(first.sums().size() >= 10, "threads: " + first.sums().size());
    assertTrue(exact >= 100 && queued < exact, exact + " windows exact, " + queued + " not");
  }

  /** It has got its CPU by now; or it was woken so late that it need not have. */
  private void assertIsInRunQueue(int tid, long windowEndNanos, long behindNanos) {
    assertTrue(behindNanos > 0, () -> "thread " + tid + " has " + -behindNanos + " ns too much");
    long wakeupNanos = windowEndNanos - behindNanos;
    long endNanos = sink.windows.get(sink.windows.size() - 1).endNanos();
    assertTrue(
        sink.ranAfterWakeup(tid, wakeupNanos) || endNanos - wakeupNanos < LONGEST_QUEUE_NANOS,
        () -> "thread " + tid + " is behind by " + behindNanos + " ns, and was not woken then");
  }

  @Test
  void ofShortLivedThreadsAreTheirLives() {
    assertTrue(sink.lives.size() >= WINDOWS, "lives: " + sink.lives.size());
    sink.lives.forEach(life -> assertEquals(life.nanos(), life.sumNanos()));
  }
}
