// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jftrace.agent.source.Tracing;
import io.jftrace.testapp.ScrapedPool;
import io.jftrace.timeline.WaitReason;
import io.jftrace.tracefs.ring.Malformed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scrapes of one run of an application with a pool of threads. */
final class MetricsIT {

  private static final String STATE_SECONDS = "jftrace_thread_state_seconds_total";

  /** As Outputs bounds them, and the one for the rest. */
  private static final int MAX_POOLS = 64 + 1;

  private static final int BUCKETS = 23;

  /** Nearly the life of a thread of the pool, which is 3 s. */
  private static final double LONGEST_JOIN_SECONDS = 2;

  @TempDir private static Path directory;
  private static final List<Scrape> SCRAPES = new ArrayList<>();
  private static double livesSeconds;

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @BeforeAll
  static void scrape() throws Exception {
    if (!Tracing.isWanted()) {
      return;
    }
    try (ChildJvm jvm =
        new ChildCommand(directory).agent(ChildCommand.ANY_PORT).start(ScrapedPool.class)) {
      URI metrics = jvm.awaitStart().metrics().orElseThrow();
      SCRAPES.add(Scrape.of(metrics));
      jvm.process().getOutputStream().write('\n');
      jvm.process().getOutputStream().flush();
      Await.until(() -> hasEnded(jvm, metrics), () -> "no end of the pool");
      livesSeconds = Long.parseLong(jvm.out().strip()) / 1e9;
      awaitCounting(metrics);
      assertEquals(0, jvm.end().exitCode());
      jvm.assertNothingIsLeft();
    }
  }

  private static boolean hasEnded(ChildJvm jvm, URI metrics)
      throws IOException, InterruptedException {
    SCRAPES.add(Scrape.of(metrics));
    return jvm.out().endsWith("\n");
  }

  /**
   * Scrapes until the reader has been at work several times more: once may have been before the
   * last threads ended, or not be over.
   */
  private static void awaitCounting(URI metrics) throws Exception {
    for (int i = 0; i < 5; i++) {
      double before = read(last());
      Await.until(
          () -> {
            SCRAPES.add(Scrape.of(metrics));
            return read(last()) > before;
          },
          () -> "no more events read than " + before);
    }
  }

  /** Grows with each drain of the kernel's buffer: there are always threads that wake up. */
  private static double read(Scrape scrape) {
    return scrape.sum("jftrace_events_read_total");
  }

  private static Scrape last() {
    return SCRAPES.get(SCRAPES.size() - 1);
  }

  @Test
  void theStatesOfThePoolSumUpToItsThreadsLives() {
    double seconds = last().sum(STATE_SECONDS, ScrapedPool.POOL);
    System.out.printf(
        "metrics: %.3f s in states, %.3f s of threads' lives%n", seconds, livesSeconds);
    assertEquals(livesSeconds, seconds, Math.max(0.3, livesSeconds * 0.05));
  }

  @Test
  void countersNeverGoBack() {
    assertTrue(SCRAPES.size() > 10, SCRAPES.size() + " scrapes");
    for (int i = 1; i < SCRAPES.size(); i++) {
      Map<Scrape.Series, Double> now = SCRAPES.get(i).values();
      SCRAPES
          .get(i - 1)
          .values()
          .forEach(
              (series, before) -> {
                if (series.isCounter()) {
                  assertTrue(now.getOrDefault(series, -1.0) >= before, series.toString());
                }
              });
    }
  }

  @Test
  void noLabelIsUnbounded() {
    Map<String, Set<String>> values = new TreeMap<>();
    for (Scrape.Series series : last().values().keySet()) {
      series
          .labels()
          .forEach((name, value) -> values.computeIfAbsent(name, n -> new TreeSet<>()).add(value));
    }
    // Block I/O has labels of its own, but is not traced by default.
    assertEquals(
        Set.of("cpu", "detail", "kind", "le", "pool", "reason", "result", "state", "version"),
        values.keySet(),
        "labels");
    assertBounded(values, "cpu", cpus());
    assertBounded(values, "kind", Malformed.values().length);
    assertBounded(values, "le", BUCKETS);
    assertBounded(values, "pool", MAX_POOLS);
    Set<String> reasons =
        Arrays.stream(WaitReason.values()).map(WaitReason::label).collect(Collectors.toSet());
    // Of spans that were dropped.
    reasons.addAll(Set.of("queue_full", "failed"));
    assertTrue(reasons.containsAll(values.get("reason")), () -> values.get("reason").toString());
    assertEquals(
        Set.of("running", "runnable", "preempted", "sleeping", "blocked", "unknown"),
        values.get("state"));
    assertEquals(Set.of("spans", "jfr"), values.get("detail"));
    assertBounded(values, "version", 1);
    assertTrue(values.get("pool").contains(ScrapedPool.POOL), values.toString());
  }

  /** The one that waits for the pool's threads to end, in a few waits that are long. */
  @Test
  void theTimeThatTheMainThreadJoinedIsThatOfAQueue() {
    double seconds =
        last().values().entrySet().stream()
            .filter(e -> e.getKey().name().equals("jftrace_off_cpu_reason_seconds_total"))
            .filter(e -> "main".equals(e.getKey().labels().get("pool")))
            .filter(e -> "queue".equals(e.getKey().labels().get("reason")))
            .mapToDouble(Map.Entry::getValue)
            .sum();
    System.out.printf("metrics: %.3f s of the main thread have the reason queue%n", seconds);
    assertTrue(seconds >= LONGEST_JOIN_SECONDS, seconds + " s");
  }

  /** All of the machine: this process may be confined to some. */
  private static int cpus() {
    String[] present =
        Path.of("/sys/devices/system/cpu").toFile().list((d, n) -> n.matches("cpu\\d+"));
    return present.length;
  }

  private static void assertBounded(Map<String, Set<String>> values, String label, int max) {
    assertTrue(values.get(label).size() <= max, label + ": " + values.get(label));
  }

  @Test
  void promtoolHasNoComplaints() throws Exception {
    Path scrape = Files.writeString(directory.resolve("scrape.txt"), last().text());
    Path complaints = directory.resolve("complaints.txt");
    Process promtool;
    try {
      promtool =
          new ProcessBuilder("promtool", "check", "metrics")
              .redirectInput(scrape.toFile())
              .redirectErrorStream(true)
              .redirectOutput(complaints.toFile())
              .start();
    } catch (IOException e) {
      assumeTrue(false, e.getMessage());
      throw e;
    }
    assertTrue(promtool.waitFor(30, TimeUnit.SECONDS), "promtool still runs");
    assertEquals("", Files.readString(complaints));
    assertEquals(0, promtool.exitValue());
    assertFalse(last().text().isEmpty());
  }
}
