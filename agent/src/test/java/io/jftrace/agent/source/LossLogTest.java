// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossLogTest {

  private static final long SECOND = 1_000_000_000;
  private static final String REST = ", what threads did meanwhile is not shown; enlarge";

  private final List<String> lines = new ArrayList<>();
  private final LossLog log = new LossLog(lines::add);

  private void drainedAt(long nowNanos) {
    log.tellIfDue(nowNanos, () -> "enlarge");
  }

  @Test
  void withoutLossThereIsNothingToTell() {
    drainedAt(0);
    log.tell(SECOND, () -> "enlarge");
    assertEquals(List.of(), lines);
  }

  @Test
  void theFirstLossIsToldAtOnceAndTheNextOnesTogetherAMinuteLater() {
    log.lost(1, 7 * SECOND, 100);
    drainedAt(8 * SECOND);
    log.lost(0, 9 * SECOND, 20);
    drainedAt(10 * SECOND);
    log.lost(1, 67 * SECOND, 3);
    drainedAt(8 * SECOND + 60 * SECOND - 1);
    assertEquals(List.of("lost 100 kernel events on CPU 1 (once in the last 1.0 s)" + REST), lines);
    drainedAt(68 * SECOND);
    assertEquals(2, lines.size());
    assertEquals(
        "lost 23 kernel events on CPUs 0, 1 (2 times in the last 59.0 s)" + REST, lines.get(1));
    drainedAt(200 * SECOND);
    assertEquals(2, lines.size());
  }

  @Test
  void whatTheKernelDidNotCountIsSaidSo() {
    log.lost(0, SECOND, -1);
    log.tell(2 * SECOND, () -> "enlarge");
    log.lost(0, 3 * SECOND, -1);
    log.lost(0, 3 * SECOND, 5);
    log.tell(4 * SECOND, () -> "enlarge");
    assertEquals(
        List.of(
            "lost an unknown number of kernel events on CPU 0 (once in the last 1.0 s)" + REST,
            "lost an unknown number of kernel events besides 5 on CPU 0 (2 times in the last 1.0 s)"
                + REST),
        lines);
  }

  @Test
  void manyCpusAreCounted() {
    for (int cpu = 0; cpu < 9; cpu++) {
      log.lost(cpu, 0, 1);
    }
    log.tell(SECOND, () -> "enlarge");
    assertEquals(
        List.of("lost 9 kernel events on 9 CPUs (9 times in the last 1.0 s)" + REST), lines);
  }
}
