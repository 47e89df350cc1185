// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.e2e.ChildJvm;
import io.jftrace.agent.e2e.OtlpReceiver;
import io.jftrace.agent.e2e.OtlpReceiver.Arrival;
import io.jftrace.agent.e2e.Scrape;
import io.jftrace.agent.e2e.SeenSpan;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of a {@link LoadApplication}.
 *
 * @param spans of both, as far as they arrived
 * @param delaysNanos from the end of each of the application's spans to its arrival, in order
 * @param held how long the application's spans waited for their breakdown
 * @param heapBytes that are in use at the end
 * @param scrape at the end; null without an agent
 */
record LoadRun(
    SeenSpans spans, List<Long> delaysNanos, HeldTimes held, long heapBytes, Scrape scrape) {

  /** How it is run. */
  static final class Command {

    private final TracedRun run;
    private final int threads;
    private final int requests;
    private final int periodMillis;
    private final int longRequests;
    private String agent;

    /** So many requests a second in all. */
    Command(Path directory, int perSecond, int seconds, int threads, int longRequests)
        throws Exception {
      run = new TracedRun(directory);
      this.threads = threads;
      this.periodMillis = 1_000 * threads / perSecond;
      this.requests = seconds * 1_000 / periodMillis;
      this.longRequests = longRequests;
    }

    Command agent(String settings) {
      agent = settings;
      run.command().agent(settings);
      return this;
    }

    Command jvm(String... arguments) {
      run.command().jvm(arguments);
      return this;
    }

    OtlpReceiver receiver() {
      return run.receiver();
    }

    int expectedSpans() {
      return threads * requests + longRequests;
    }

    LoadRun run() throws Exception {
      try (run;
          ChildJvm jvm =
              run.command()
                  .start(
                      LoadApplication.class,
                      run.receiver().endpoint(),
                      agent == null ? "alone" : "agent",
                      Integer.toString(threads),
                      Integer.toString(requests),
                      Integer.toString(periodMillis),
                      Integer.toString(longRequests))) {
        URI metrics = agent == null ? null : jvm.awaitStart().metrics().orElseThrow();
        TracedRun.awaitLine(jvm, Phases.DONE);
        List<String> lines = jvm.out().lines().toList();
        long heapBytes = Long.parseLong(lines.get(0));
        HeldTimes held = HeldTimes.of(lines.get(1));
        Scrape scrape = metrics == null ? null : Scrape.of(metrics);
        SeenSpans spans = run.end(jvm);
        assertEquals(expectedSpans(), spans.own().size(), "spans of the application");
        assertInOrder(run.receiver().arrivals());
        return new LoadRun(spans, delays(run.receiver().arrivals()), held, heapBytes, scrape);
      }
    }
  }

  /** Those of each thread arrive as they ended. */
  private static void assertInOrder(List<Arrival> arrivals) {
    Map<Long, Long> last = new HashMap<>();
    for (SeenSpan span : own(arrivals)) {
      long number = span.integer(LoadApplication.NUMBER);
      Long before = last.put(span.integer(LoadApplication.THREAD), number);
      assertTrue(before == null || before < number, () -> before + " came before " + span);
    }
  }

  private static List<SeenSpan> own(List<Arrival> arrivals) {
    return SeenSpan.all(arrivals.stream().map(Arrival::request).toList()).stream()
        .filter(span -> !span.isAgents())
        .toList();
  }

  private static List<Long> delays(List<Arrival> arrivals) {
    List<Long> delays = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      long nanos = ChronoUnit.NANOS.between(Instant.EPOCH, arrival.time());
      own(List.of(arrival)).forEach(span -> delays.add(nanos - span.endNanos()));
    }
    Collections.sort(delays);
    return delays;
  }

  long worstDelayNanos() {
    return delaysNanos.get(delaysNanos.size() - 1);
  }

  long medianDelayNanos() {
    return delaysNanos.get(delaysNanos.size() / 2);
  }

  /** The kinds of waits that a sleep has. */
  static boolean isSleep(SeenSpan child) {
    return Arrays.asList("sleep", "sleeping").contains(child.text("jftrace.wait.reason"));
  }
}
