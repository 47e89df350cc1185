// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.e2e.SeenSpan;
import io.jftrace.agent.e2e.spans.Script.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The children of a {@link ScriptedRequest}, against what it did when. */
final class ScriptCheck {

  /** By which a CPU may be busy with other things before and after a wait. */
  private static final long MARGIN_NANOS = 20_000_000;

  /** Of what is not asked about while it lasts, of the wait for a CPU, and for the JVM. */
  private static final Set<String> OTHERWISE =
      Set.of(
          "sleeping",
          "uninterruptible",
          "preempted",
          "run-queue",
          "gc",
          "safepoint",
          "page-fault",
          "mmap-lock");

  private final SeenSpans spans;
  private final boolean everyReason;

  private ScriptCheck(SeenSpans spans, boolean everyReason) {
    this.spans = spans;
    this.everyReason = everyReason;
  }

  /** With {@code waits=sampled}: not each wait is asked about. */
  static ScriptCheck sampled(SeenSpans spans) {
    return new ScriptCheck(spans, false);
  }

  /** With {@code waits=full}: each has its reason. */
  static ScriptCheck full(SeenSpans spans) {
    return new ScriptCheck(spans, true);
  }

  void check(List<SeenSpan> requests) {
    assertEquals(Requests.COUNT, requests.size(), "requests");
    checkStep(requests, Step.LOCK, "lock", Script.LOCK_MILLIS);
    checkStep(requests, Step.SLEEP, "sleep", Script.SLEEP_MILLIS);
    // However fast the disk is.
    checkStep(requests, Step.FSYNC, "fsync", 0);
    checkLinks(requests);
    checkWaits(requests);
    BreakdownCheck.assertAddsUp(requests);
    BreakdownCheck.assertAsCounted(requests);
  }

  private void checkStep(List<SeenSpan> requests, Step step, String reason, int millis) {
    long[] waits = new long[requests.size()];
    for (int i = 0; i < waits.length; i++) {
      SeenSpan request = requests.get(i);
      long stepNanos = duration(request, step);
      List<SeenSpan> children = childrenIn(request, step);
      for (SeenSpan child : children) {
        String childs = child.text("jftrace.wait.reason");
        assertTrue(
            childs.equals(reason) || OTHERWISE.contains(childs), () -> step + " has " + child);
      }
      waits[i] = waitNanos(children, reason);
      assertTrue(waits[i] <= stepNanos, () -> step + ": " + children);
      long allNanos = children.stream().mapToLong(SeenSpan::durationNanos).sum();
      assertTrue(
          allNanos >= millis * 1_000_000L - MARGIN_NANOS,
          () -> step + " took " + stepNanos + " ns, children " + children);
    }
    Arrays.sort(waits);
    System.out.printf("%s: %s ns of waits with that reason%n", step, Arrays.toString(waits));
    if (everyReason || millis > 0) {
      // Of most of them; a busy machine may take a CPU away or ask late. JDK 17 waits for a monitor
      // in steps, the last of which is too short to be asked about.
      double part = everyReason || step != Step.LOCK ? 0.9 : 0.3;
      long median = waits[waits.length / 2];
      assertTrue(
          median > 0 && median >= millis * 1_000_000 * part, step + ": " + Arrays.toString(waits));
    }
  }

  /** The breakdown of each request has what its children have, and shorter waits. */
  private void checkWaits(List<SeenSpan> requests) {
    for (SeenSpan request : requests) {
      for (String reason : List.of("lock", "sleep", "fsync", "sleeping", "uninterruptible")) {
        double seconds =
            spans.childrenOf(request).stream()
                .filter(child -> child.name().equals("wait " + reason))
                .mapToDouble(child -> child.durationNanos() * 1e-9 - child.seconds("runqueue"))
                .sum();
        assertTrue(
            request.seconds("wait." + reason) >= seconds - 1e-6,
            () -> seconds + " s of " + reason + " in the children of " + request);
      }
    }
  }

  private static long waitNanos(List<SeenSpan> children, String reason) {
    return children.stream()
        .filter(child -> child.text("jftrace.wait.reason").equals(reason))
        .mapToLong(SeenSpan::durationNanos)
        .sum();
  }

  private static long duration(SeenSpan request, Step step) {
    return request.eventNanos(ScriptedRequest.end(step))
        - request.eventNanos(ScriptedRequest.begin(step));
  }

  private List<SeenSpan> childrenIn(SeenSpan request, Step step) {
    long beginNanos = request.eventNanos(ScriptedRequest.begin(step));
    long endNanos = request.eventNanos(ScriptedRequest.end(step));
    return spans.childrenOf(request).stream()
        .filter(child -> child.startNanos() >= beginNanos && child.endNanos() <= endNanos)
        .toList();
  }

  /**
   * Who held the lock had a span of its own then. Not each request needs to see it: on JDK 17 a
   * thread also tries for a monitor by itself from time to time.
   */
  private void checkLinks(List<SeenSpan> requests) {
    long linked =
        requests.stream().filter(request -> hasLink(childrenIn(request, Step.LOCK))).count();
    assertTrue(
        linked * 2 >= requests.size(),
        () -> "no links to who held the lock: " + childrenIn(requests.get(0), Step.LOCK));
  }

  private boolean hasLink(List<SeenSpan> waits) {
    return waits.stream()
        .flatMap(child -> child.linkedIds().stream())
        .anyMatch(id -> spans.own(id).name().equals(ScriptedRequest.HOLDER_NAME));
  }
}
