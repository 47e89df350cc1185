// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm;
import io.jftrace.agent.source.Tracing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the events say about waits, against what the application knows of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WaitsTruth {

  private static final int FEWEST = 10;
  private static final double MOST = 0.99;
  private static final double NEARLY_ALL_OF_A_KIND = 0.9;

  private final Profile profile;
  private final long leastNanos;
  private final List<SeenWait> waits = new ArrayList<>();
  private boolean slowDisk;

  /**
   * @param leastNanos waits as long as this, by what the application knows, are compared
   */
  WaitsTruth(Profile profile, long leastNanos) {
    this.profile = profile;
    this.leastNanos = leastNanos;
  }

  @BeforeEach
  final void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @BeforeAll
  final void run(@TempDir Path directory) throws Exception {
    if (!Tracing.isWanted()) {
      return;
    }
    Path recording = directory.resolve("waits.jfr");
    Path truth = directory.resolve("truth.tsv");
    Optional<SlowDisk> slow = SlowDisk.in(directory);
    try {
      slowDisk = slow.isPresent();
      play(directory, recording, truth, slow.map(disk -> disk.mount.toString()).orElse(""));
    } finally {
      if (slow.isPresent()) {
        slow.get().close();
      }
    }
    SeenWaits seen = SeenWaits.in(recording);
    List<TrueWait> known = TrueWait.read(truth);
    known.stream().filter(wait -> !seen.isTorn(wait)).forEach(wait -> waits.add(seen.of(wait)));
    assertTrue(
        waits.size() >= NEARLY_ALL_OF_A_KIND * known.size(),
        () -> (known.size() - waits.size()) + " of " + known.size() + " waits torn by losses");
  }

  private void play(Path directory, Path recording, Path truth, String slowMount)
      throws IOException, InterruptedException {
    TestJvm.Result result =
        TestJvm.java(
            directory,
            TestJvm.agent()
                + "=prometheus=off,buffer-size-kb=16384,waits="
                + profile.name().toLowerCase(Locale.ROOT),
            "-XX:StartFlightRecording=filename=" + recording + ",+jftrace.OffCpu#threshold=0ms",
            "-Xlog:jfr+startup=error",
            "-XX:+UseG1GC",
            "-Xms512m",
            "-Xmx512m",
            // No garbage collections but those that are asked for.
            "-Xmn256m",
            "-cp",
            TestJvm.CLASSES.toString(),
            WaitsApplication.class.getName(),
            profile.name(),
            truth.toString(),
            directory.toString(),
            slowMount);
    assertEquals(0, result.exitCode(), result.err());
  }

  /** Those that are long enough. */
  final List<SeenWait> compared(Predicate<TrueWait> which) {
    return waits.stream()
        .filter(wait -> which.test(wait.truth()))
        .filter(wait -> wait.truth().waitedNanos(leastNanos) >= leastNanos)
        .toList();
  }

  @Test
  final void reasonsAreTheTrueOnes() throws IOException {
    ConfusionTable table = new ConfusionTable();
    for (SeenWait wait : compared(wait -> true)) {
      table.add(wait.truth(), wait.nanosByReason(leastNanos));
    }
    Map<String, Integer> counts = table.countsByKind();
    print(table.markdown(ExpectedKinds.notProvoked(counts)));
    assertEquals(Set.of(), ExpectedKinds.missing(counts, slowDisk), "kinds with too few waits");
    assertTrue(table.right() >= MOST * table.count(), table.right() + " right of " + table.count());
    assertTrue(table.rightShareOfTime() >= MOST, "right by time: " + table.rightShareOfTime());
    assertEquals(Map.of(), table.poor(NEARLY_ALL_OF_A_KIND), "kinds with other reasons");
  }

  private void print(String table) throws IOException {
    Path jdk = Path.of(System.getProperty("jftrace.test.java.home")).getFileName();
    String name = "waits-" + profile.name().toLowerCase(Locale.ROOT) + "-" + jdk + ".md";
    Files.writeString(Path.of("target", name), table);
    System.out.print("waits of " + leastNanos / 1_000_000 + " ms and more, " + name + "\n");
    System.out.print(table);
  }

  @Test
  final void timesOnAndOffCpuAddUpToTheWait() {
    List<SeenWait> exact = waits.stream().filter(wait -> wait.truth().cpuNanos() >= 0).toList();
    List<SeenWait> off = exact.stream().filter(wait -> !wait.addsUp()).toList();
    System.out.printf(
        "times: %d of %d add up; not those of %s%n",
        exact.size() - off.size(), exact.size(), off.stream().map(SeenWait::sums).toList());
    assertTrue(off.size() <= (1 - MOST) * exact.size(), off.size() + " of " + exact.size());
  }

  @Test
  final void whoHandsOverIsTheWaker() throws IOException {
    boolean monitorsAreTimed = monitorsAreTimed();
    assertMost(
        "wakers",
        MOST,
        compared(wait -> !wait.waker().isEmpty()),
        SeenWait::waker,
        (wait, seen) ->
            seen.equals(wait.waker())
                || (monitorsAreTimed && wait.kind().equals("monitor") && seen.equals("interrupt")));
  }

  /** On JDK 17 a monitor is waited for in steps; a timer may end the last one, and did wake it. */
  private static boolean monitorsAreTimed() throws IOException {
    Path release = Path.of(System.getProperty("jftrace.test.java.home"), "release");
    return Files.readString(release).contains("JAVA_VERSION=\"17");
  }

  @Test
  final void noOwnerIsInventedForALockThatKnowsNone() {
    List<SeenWait> stamped = compared(wait -> wait.kind().equals("stamped-lock"));
    assertTrue(stamped.size() >= FEWEST, () -> "only " + stamped.size());
    stamped.forEach(wait -> assertEquals(Set.of(""), wait.texts("lockOwner")));
  }

  /** Asserts that of a share of these waits what was seen is right. */
  static void assertMost(
      String what,
      double share,
      List<SeenWait> waits,
      Function<SeenWait, String> seen,
      BiPredicate<TrueWait, String> isRight) {
    List<String> wrong =
        waits.stream()
            .filter(wait -> !isRight.test(wait.truth(), seen.apply(wait)))
            .map(wait -> wait.truth().kind() + ": '" + seen.apply(wait) + "'")
            .toList();
    System.out.printf(
        "%s: %d of %d right; wrong: %s%n",
        what, waits.size() - wrong.size(), waits.size(), wrong.stream().limit(10).toList());
    assertTrue(waits.size() >= FEWEST, what + ": only " + waits.size());
    assertTrue(wrong.size() <= (1 - share) * waits.size(), what + " wrong: " + wrong.size());
  }
}
