// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TidRangesTest {

  private static final int PID_MAX = 32768;

  @Test
  void oneRangeForAYoungProcess() {
    TidRanges ranges = TidRanges.of(new int[] {5002, 5000, 5001}, 5010, 100, PID_MAX);
    assertEquals("(pid >= 5000 && pid <= 5110)", ranges.filter("pid"));
  }

  @Test
  void idsThatComeNextAreApartInAnOldProcess() {
    TidRanges ranges = TidRanges.of(new int[] {500, 501, 530}, 20_000, 100, PID_MAX);
    assertEquals(
        "(prev_pid >= 500 && prev_pid <= 530) || (prev_pid >= 20000 && prev_pid <= 20100)"
            + " || (next_pid >= 500 && next_pid <= 530)"
            + " || (next_pid >= 20000 && next_pid <= 20100)",
        ranges.filter("prev_pid", "next_pid"));
    assertFalse(ranges.contains(10_000));
  }

  @Test
  void tightOnesLeaveOthersOut() {
    TidRanges ranges = TidRanges.tight(new int[] {502, 500, 501, 504}, 600, 100, PID_MAX, 4);
    assertEquals(
        "(pid >= 500 && pid <= 502) || (pid >= 504 && pid <= 504) || (pid >= 600 && pid <= 700)",
        ranges.filter("pid"));
  }

  @Test
  void tightOnesCloseTheNarrowestGaps() {
    int[] tids = {500, 510, 512, 520, 540};
    TidRanges ranges = TidRanges.tight(tids, 600, 100, PID_MAX, 3);
    assertEquals(
        "(pid >= 500 && pid <= 500) || (pid >= 510 && pid <= 520)"
            + " || (pid >= 540 && pid <= 540) || (pid >= 600 && pid <= 700)",
        ranges.filter("pid"));
  }

  @Test
  void tightOnesOfOneThread() {
    TidRanges ranges = TidRanges.tight(new int[] {599}, 600, 100, PID_MAX, 4);
    assertEquals("(pid >= 599 && pid <= 700)", ranges.filter("pid"));
  }

  @Test
  void idsThatComeNextWrap() {
    TidRanges ranges = TidRanges.of(new int[] {32_700}, 32_750, 100, PID_MAX);
    assertTrue(ranges.contains(32_767));
    assertTrue(ranges.contains(300));
    assertTrue(ranges.containsNext(32_750, 100, PID_MAX));
    assertFalse(ranges.containsNext(32_750, 200, PID_MAX));
    assertTrue(ranges.containsNext(320, 50, PID_MAX));
  }

  @Test
  void processOnBothSidesOfTheWrapIsNotOneLargeRange() {
    TidRanges ranges = TidRanges.of(new int[] {32_700, 32_701, 310, 350}, 360, 100, PID_MAX);
    assertEquals("(tid >= 310 && tid <= 460) || (tid >= 32700 && tid <= 32701)", ranges.toString());
  }

  @Test
  void usedUpIdsAreNotContained() {
    TidRanges ranges = TidRanges.of(new int[] {1000}, 1000, 100, PID_MAX);
    assertTrue(ranges.containsNext(1050, 50, PID_MAX));
    assertFalse(ranges.containsNext(1051, 50, PID_MAX));
  }
}
