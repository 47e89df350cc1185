// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.TestJvm;
import io.jftrace.agent.source.Tracing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a JVM's waits are found to be while they last, and that nobody is stopped for it. */
class WaitInspectorIT {

  private static final String UNSAFE_PARK = "|jdk.internal.misc.Unsafe.park(Native Method)";
  private static final String CONCURRENT = "java.util.concurrent.locks.";

  /** Reason, class of the lock, owner, system call and innermost frame, by what is waited in. */
  private static final Map<String, Pattern> EXPECTED =
      Map.of(
          "sleep", of("sleep", "", "", "futex|java.lang.Thread.sleep", ".*"),
          "park", of("park", "", "", "futex" + UNSAFE_PARK, ""),
          "take",
              of(
                  "queue",
                  CONCURRENT + "AbstractQueuedSynchronizer$ConditionObject",
                  "",
                  "futex" + UNSAFE_PARK,
                  ""),
          "wait", of("queue", "java.lang.Object", "", "futex|java.lang.Object.wait", ".*"),
          "enter",
              of(
                  "lock",
                  "java.lang.StringBuilder",
                  Waiters.HOLDER,
                  "futex|" + Waiters.class.getName() + ".enter(Waiters.java:",
                  "\\d+\\)"),
          "lock",
              of(
                  "lock",
                  CONCURRENT + "ReentrantLock$NonfairSync",
                  Waiters.HOLDER,
                  "futex" + UNSAFE_PARK,
                  ""),
          "accept", Pattern.compile("accept\\|\\|\\|(poll|accept4?)\\|sun\\.nio\\.ch\\.Net\\..*"),
          "socket",
              Pattern.compile("socket-read\\|\\|\\|(poll|read|recvfrom)\\|sun\\.nio\\.ch\\..*"),
          "pipe", Pattern.compile("pipe\\|\\|\\|(poll|read)\\|sun\\.nio\\.ch\\..*"));

  /** The JVM's operations that look at the stacks of stopped threads. */
  private static final Pattern DUMP =
      Pattern.compile("ThreadDump|PrintThreads|Get\\w*StackTrace|FindDeadlocks");

  private static final Pattern COUNTS = Pattern.compile("asked (\\d+) unasked (\\d+)");
  private static final double MOST = 0.95;

  @TempDir private static Path folder;
  private static List<String> lines;

  private static Pattern of(
      String reason, String lockClass, String owner, String callAndFrame, String rest) {
    String start = String.join("|", reason, lockClass, owner, callAndFrame);
    return Pattern.compile(Pattern.quote(start) + rest);
  }

  @BeforeEach
  void needsTheKernel() throws Exception {
    Tracing.required();
  }

  @BeforeAll
  static void run() throws Exception {
    if (!Tracing.isWanted()) {
      return;
    }
    TestJvm.Result result =
        TestJvm.java(
            folder,
            "-Xlog:safepoint",
            "-cp",
            System.getProperty("java.class.path"),
            WaitingProgram.class.getName());
    assertEquals(0, result.exitCode(), result.err());
    lines = result.out().lines().toList();
  }

  /** A wait may have been over before it was asked, where the machine has too much to do. */
  @Test
  void whatWasAskedIsRight() {
    List<String> found = new ArrayList<>();
    List<String> stackless = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    int waits = 0;
    int asked = 0;
    for (String line : lines) {
      String[] parts = line.split("\\|", 3);
      // The first of each is not counted: the inspector gets ready meanwhile.
      if (parts[0].equals("wait") && !seen.add(parts[1])) {
        waits++;
        // The innermost frame is the last column.
        if (!parts[2].endsWith("|")) {
          asked++;
          assertTrue(EXPECTED.get(parts[1]).matcher(parts[2]).matches(), line);
          found.add(parts[1]);
        } else {
          stackless.add(line);
        }
      }
    }
    System.out.printf("waits: %d of %d asked while they lasted%n", asked, waits);
    assertTrue(asked >= MOST * waits, "of " + waits + " waits these have no stack: " + stackless);
    for (String kind : EXPECTED.keySet()) {
      assertTrue(found.contains(kind), () -> kind + " is not among " + lines);
    }
  }

  @Test
  void hardlyAnyIsLeftOut() {
    String counts = lines.get(endOfAsking());
    Matcher numbers = COUNTS.matcher(counts);
    assertTrue(numbers.matches(), counts);
    int asked = Integer.parseInt(numbers.group(1));
    int unasked = Integer.parseInt(numbers.group(2));
    assertTrue(asked > 0 && asked >= MOST * (asked + unasked), counts);
  }

  /** The one dump after it shows that it would have been seen. */
  @Test
  void nobodyIsStopped() {
    List<Integer> dumps =
        IntStream.range(0, lines.size())
            .filter(i -> DUMP.matcher(lines.get(i)).find())
            .boxed()
            .toList();
    assertEquals(1, dumps.size(), lines::toString);
    int dumped = lines.indexOf("dumped");
    int dump = dumps.get(0);
    assertTrue(endOfAsking() < dump && dump < dumped, lines::toString);
  }

  private static int endOfAsking() {
    return IntStream.range(0, lines.size())
        .filter(i -> lines.get(i).startsWith("asked "))
        .findFirst()
        .orElseThrow();
  }
}
