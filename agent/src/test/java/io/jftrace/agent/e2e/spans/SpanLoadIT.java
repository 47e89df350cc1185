// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.e2e.ChildCommand;
import io.jftrace.agent.e2e.SeenSpan;
import io.jftrace.agent.source.Tracing;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand requests a second for a minute: nothing is lost, and the budgets hold. */
@Tag("long")
final class SpanLoadIT {

  private static final int PER_SECOND = 1_000;
  private static final int THREADS = 16;
  private static final int SECONDS = 60;
  private static final int SECONDS_ALONE = 15;
  private static final int MAX_PER_PARENT = 16;
  private static final int MAX_PER_SECOND = 200;

  /** From end to end: the SDK's schedule, ours, the network and the receiver on busy CPUs. */
  private static final long MAX_DELAY_NANOS = 10_000_000_000L;

  private static final String OTHER_WAITS = "other waits";

  @TempDir private Path directory;

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @Test
  void aThousandRequestsASecond() throws Exception {
    LoadRun alone =
        new LoadRun.Command(directory.resolve("alone"), PER_SECOND, SECONDS_ALONE, THREADS, 10)
            .run();
    LoadRun traced =
        new LoadRun.Command(directory.resolve("traced"), PER_SECOND, SECONDS, THREADS, SECONDS)
            .agent(
                ChildCommand.ANY_PORT
                    + ",spans.max-per-parent="
                    + MAX_PER_PARENT
                    + ",spans.max-per-second="
                    + MAX_PER_SECOND)
            .run();
    System.out.printf(
        "%d spans; delay: median %d ms, worst %d ms; without the agent %d ms and %d ms; the agent"
            + " used %.2f s of CPU in %d s%n",
        traced.spans().own().size(),
        traced.medianDelayNanos() / 1_000_000,
        traced.worstDelayNanos() / 1_000_000,
        alone.medianDelayNanos() / 1_000_000,
        alone.worstDelayNanos() / 1_000_000,
        traced.scrape().sum("jftrace_agent_cpu_seconds_total"),
        SECONDS);
    traced.held().assertWithinBound();
    assertTrue(traced.worstDelayNanos() <= MAX_DELAY_NANOS, "worst delay");
    traced.spans().assertChildrenAreWithin(0);
    assertWithinBudgets(traced.spans());
    assertAllAreAccountedFor(traced.spans());
    assertBreakdowns(traced.spans());
  }

  /** A busy machine may be late for some. */
  private static void assertBreakdowns(SeenSpans spans) {
    List<SeenSpan> told = spans.own().stream().filter(SeenSpan::hasBreakdown).toList();
    System.out.printf("%d of %d spans have a breakdown%n", told.size(), spans.own().size());
    assertTrue(told.size() >= spans.own().size() * 0.99, "breakdowns");
    for (SeenSpan span : told) {
      double sleptSeconds = span.seconds("wait.sleep") + span.seconds("wait.sleeping");
      assertTrue(sleptSeconds <= span.durationNanos() * 1e-9, span::toString);
    }
  }

  private static void assertWithinBudgets(SeenSpans spans) {
    Map<Long, Integer> perSecond = new HashMap<>();
    for (SeenSpan parent : spans.own()) {
      List<SeenSpan> children = single(spans.childrenOf(parent));
      assertTrue(children.size() <= MAX_PER_PARENT, () -> "children of " + parent);
      for (SeenSpan child : children) {
        perSecond.merge(child.endNanos() / 1_000_000_000, 1, Integer::sum);
      }
    }
    int total = perSecond.values().stream().mapToInt(n -> n).sum();
    int most = perSecond.values().stream().mapToInt(n -> n).max().orElseThrow();
    System.out.printf("%d children, at most %d in a second%n", total, most);
    // They bite. The agent's seconds are not those of the clock: two of them touch one of these.
    assertTrue(total >= SECONDS / 2 * MAX_PER_SECOND, "children: " + total);
    assertTrue(total <= (SECONDS + 2) * MAX_PER_SECOND, "children: " + total);
    assertTrue(most <= 2 * MAX_PER_SECOND, "children in a second: " + most);
    List<SeenSpan> longOnes = spans.named(LoadApplication.LONG_REQUEST);
    assertTrue(
        longOnes.stream().allMatch(s -> spans.childrenOf(s).stream().anyMatch(c -> isOther(c))),
        "a request with many waits had all of them as children");
  }

  /** Each sleep is a child, or one of those that are summed. */
  private static void assertAllAreAccountedFor(SeenSpans spans) {
    long slept = 0;
    long accounted = 0;
    int wrong = 0;
    for (SeenSpan parent : spans.own()) {
      long expected = parent.integer(LoadApplication.WAITS);
      long found = 0;
      double seconds = 0;
      for (SeenSpan child : spans.childrenOf(parent)) {
        if (LoadRun.isSleep(child)) {
          found += isOther(child) ? child.integer("jftrace.wait.count") : 1;
          seconds +=
              isOther(child)
                  ? child.attributes().get("jftrace.wait.time").getDoubleValue()
                  : child.durationNanos() * 1e-9;
        }
      }
      slept += expected;
      accounted += found;
      boolean isRight =
          found == expected && seconds >= expected * LoadApplication.WAIT_MILLIS * 0.9e-3;
      wrong += isRight ? 0 : 1;
    }
    System.out.printf(
        "%d sleeps, %d accounted for; %d spans with others than they had%n",
        slept, accounted, wrong);
    // A sleep that its thread was preempted on the way to is shorter than what is exported.
    assertTrue(wrong <= spans.own().size() / 100, wrong + " of " + spans.own().size());
    assertTrue(Math.abs(slept - accounted) <= slept / 100, "sleeps");
  }

  private static List<SeenSpan> single(List<SeenSpan> children) {
    return children.stream().filter(child -> !isOther(child)).toList();
  }

  private static boolean isOther(SeenSpan child) {
    return child.name().startsWith(OTHER_WAITS);
  }
}
