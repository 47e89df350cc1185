// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.threads.ThreadStacks;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.Timeline;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.scheduler.SchedulerSource;
import io.jftrace.timeline.scheduler.WaitingThreads;
import io.jftrace.timeline.waits.WaitLookups;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asks about one thread that waits in this JVM, of which the events are literal. */
class WaitInspectorTest {

  private final List<String> warnings = new ArrayList<>();
  private final WaitingThread waiting = new WaitingThread(WaitingThread.SLEEPING);
  private long startNanos = System.nanoTime();
  private Error failure;
  private int asks;

  /** Passes that thread, and does nothing else. */
  private final SchedulerSource source =
      (SchedulerSource)
          Proxy.newProxyInstance(
              WaitInspectorTest.class.getClassLoader(),
              new Class<?>[] {SchedulerSource.class},
              (proxy, method, values) -> {
                ((WaitingThreads) values[1]).waiting(waiting.tid(), startNanos, 'S');
                return null;
              });

  private final ThreadStacks stacks =
      new ThreadStacks() {
        @Override
        public boolean isAtRest(Thread thread) {
          if (thread == waiting) {
            asks++;
            if (failure != null) {
              throw failure;
            }
          }
          return false;
        }

        @Override
        public StackTraceElement[] of(Thread thread) {
          return new StackTraceElement[0];
        }
      };

  private WaitInspector inspector;

  @BeforeEach
  void start() throws Exception {
    waiting.start();
    waiting.futex();
    Timeline timeline =
        new Timeline(
            new TimelineSink() {},
            found -> found.thread(waiting.tid(), waiting, 1),
            tid -> "",
            SpanSource.NONE,
            () -> 0);
    timeline.threadStarted(1, waiting.tid(), "test");
    inspector =
        new WaitInspector(source, timeline, WaitLookups.NONE, stacks, warnings::add, debug -> {});
  }

  @AfterEach
  void end() throws InterruptedException {
    inspector.close();
    waiting.finish();
  }

  @Test
  void eachWaitIsAskedOnce() {
    inspector.inspect();
    inspector.inspect();
    assertEquals(1, inspector.asked());
    startNanos++;
    inspector.inspect();
    assertEquals(2, asks);
    assertEquals(2, inspector.asked());
    assertEquals(0, inspector.unasked());
    assertEquals(List.of(), warnings);
  }

  @Test
  void aWaitThatWasNeverAskedIsCountedWhenItIsOver() {
    // More at once than a thread is asked about.
    for (int i = 0; i < 50; i++) {
      startNanos++;
      inspector.inspect();
    }
    startNanos++;
    inspector.inspect();
    assertTrue(inspector.unasked() > 0);
    assertTrue(inspector.asked() + inspector.unasked() <= 51);
    assertEquals(asks, inspector.asked());
  }

  @Test
  void asksNoMoreAfterAFailureAndDoesNotThrow() {
    failure = new NoClassDefFoundError("javax/management/Missing");
    assertFalse(inspector.inspect());
    startNanos++;
    assertFalse(inspector.inspect());
    assertEquals(1, asks);
    assertEquals(0, inspector.asked());
    assertEquals(List.of("waits are not asked about any more: " + failure), warnings);
  }
}
