// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.overload.LossHealth;
import io.jftrace.timeline.scheduler.IntervalSink;
import io.jftrace.timeline.scheduler.SchedulerSource;
import io.jftrace.timeline.scheduler.SourceHealth;
import io.jftrace.timeline.scheduler.WaitingThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReaderLoopTest {

  /** A source of an idle application whose waits take no time, with a step at one of them. */
  private static final class ScriptedSource implements SchedulerSource {

    final List<String> log = new ArrayList<>();
    Runnable step = () -> {};
    int stepAt;
    int stopAt;
    ReaderLoop loop;
    private int waits;

    @Override
    public String name() {
      return "script";
    }

    @Override
    public void start(IntervalSink sink) {}

    @Override
    public void await(int timeoutMillis) {
      waits++;
      log.add("wait " + (timeoutMillis > 100 ? "long" : "short"));
      if (waits == stepAt) {
        step.run();
      } else if (waits == stopAt) {
        loop.stop();
      } else {
        sleep(timeoutMillis);
      }
    }

    @Override
    public void wake() {
      log.add("wake");
    }

    @Override
    public void drain() {
      log.add("drain");
    }

    @Override
    public void drainEvents() {
      log.add("look");
    }

    @Override
    public void forEachWaiting(long sinceNanos, WaitingThreads threads) {}

    @Override
    public long ownEvents() {
      return 0;
    }

    @Override
    public SourceHealth health() {
      return new LossHealth();
    }

    @Override
    public void close() {}

    private static void sleep(long millis) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static final class NoSteps implements ReaderLoop.Steps {

    @Override
    public void beforeDrain() {}

    @Override
    public void afterEvents() {}

    @Override
    public void afterDrain() {}

    @Override
    public void look() {}

    @Override
    public int longestIntervalMillis() {
      return Integer.MAX_VALUE;
    }

    @Override
    public int lookIntervalMillis() {
      return Integer.MAX_VALUE;
    }
  }

  private final ScriptedSource source = new ScriptedSource();
  private final ReaderLoop loop = new ReaderLoop(source, new NoSteps());

  @Test
  void anIdleLoopDrainsSoonWhenAsked() throws IOException {
    source.loop = loop;
    source.stepAt = 3;
    source.stopAt = 5;
    source.step =
        () -> {
          loop.drainSoon();
          loop.drainSoon();
        };
    loop.run();
    assertEquals(
        List.of(
            "wait short",
            "drain",
            "wait long",
            "drain",
            "wait long",
            "wake",
            "wait short",
            "drain",
            "wait long",
            "wake",
            "drain",
            "drain"),
        source.log,
        "woken once, and waits no longer than a busy one would");
  }

  @Test
  void whoWaitsForADrainAtOnceGetsItAlsoIfSomebodyElseCanWait() throws IOException {
    source.loop = loop;
    source.stepAt = 2;
    source.stopAt = 3;
    source.step =
        () -> {
          loop.drainSoon();
          loop.drainNow(0);
        };
    loop.run();
    assertEquals(
        List.of(
            "wait short",
            "drain",
            "wait long",
            "wake",
            "wake",
            "drain",
            "wait long",
            "wake",
            "drain",
            "drain"),
        source.log);
    assertTrue(loop.isStopped());
  }
}
