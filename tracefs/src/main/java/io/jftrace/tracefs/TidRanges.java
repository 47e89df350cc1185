// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A few ranges of thread ids, as an event filter of the kernel. They hold all threads of a process
 * and the ids that the kernel will give out next, so that a new thread is traced from its first
 * event on; other tasks that fall into them are told apart after decoding.
 */
public final class TidRanges {

  /** Where ids begin again after pid_max (kernel/pid.c, RESERVED_PIDS). */
  private static final int FIRST_AFTER_WRAP = 300;

  /** From-to pairs, sorted, apart by more than one. */
  private final int[] bounds;

  private TidRanges(int[] bounds) {
    this.bounds = bounds;
  }

  /**
   * Ranges over all of {@code tids} and the next {@code ahead} ids after {@code lastTid}.
   *
   * @param tids the threads of the process, not empty
   * @param lastTid the id that was given out last on the whole system
   * @param pidMax the first id that is never given out
   */
  public static TidRanges of(int[] tids, int lastTid, int ahead, int pidMax) {
    List<int[]> ranges = new ArrayList<>();
    addCovering(tids, ahead, ranges);
    addNext(lastTid, ahead, pidMax, ranges);
    return new TidRanges(joined(ranges, ahead));
  }

  /**
   * Ranges over all of {@code tids} and {@code ahead} ids from {@code firstOpen} on, with as little
   * of other tasks as {@code maxRanges} ranges allow: the widest gaps are left out.
   *
   * @param tids the threads of the process, not empty
   * @param firstOpen an id such that all threads with lower ones are in {@code tids}
   * @param pidMax the first id that is never given out
   * @param maxRanges over the threads; the ids to come are one or two more
   */
  public static TidRanges tight(int[] tids, int firstOpen, int ahead, int pidMax, int maxRanges) {
    int[] sorted = Arrays.stream(tids).sorted().toArray();
    int[] gaps = new int[sorted.length - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = sorted[i + 1] - sorted[i];
    }
    Arrays.sort(gaps);
    // Gaps as wide as the first one that has to be closed are closed as well.
    int close = gaps.length < maxRanges ? 1 : Math.max(1, gaps[gaps.length - maxRanges]);
    List<int[]> ranges = new ArrayList<>();
    for (int tid : sorted) {
      ranges.add(new int[] {tid, tid});
    }
    List<int[]> all = pairs(joined(ranges, close));
    addNext(firstOpen, ahead, pidMax, all);
    return new TidRanges(joined(all, 1));
  }

  private static List<int[]> pairs(int[] bounds) {
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i < bounds.length; i += 2) {
      pairs.add(new int[] {bounds[i], bounds[i + 1]});
    }
    return pairs;
  }

  private static void addNext(int lastTid, int ahead, int pidMax, List<int[]> ranges) {
    int to = lastTid + ahead;
    ranges.add(new int[] {lastTid, Math.min(to, pidMax - 1)});
    if (to >= pidMax) {
      ranges.add(new int[] {1, FIRST_AFTER_WRAP + to - pidMax});
    }
  }

  /** One range, or two if the process began before the ids wrapped and went on after it. */
  private static void addCovering(int[] tids, int ahead, List<int[]> ranges) {
    int[] sorted = tids.clone();
    Arrays.sort(sorted);
    int split = 0;
    int widest = ahead;
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] - sorted[i - 1] > widest) {
        widest = sorted[i] - sorted[i - 1];
        split = i;
      }
    }
    if (split > 0) {
      ranges.add(new int[] {sorted[0], sorted[split - 1]});
    }
    ranges.add(new int[] {sorted[split], sorted[sorted.length - 1]});
  }

  /** Joins ranges that overlap or are close: each one more costs every event of the system. */
  private static int[] joined(List<int[]> ranges, int close) {
    ranges.sort((a, b) -> Integer.compare(a[0], b[0]));
    List<int[]> joined = new ArrayList<>();
    for (int[] range : ranges) {
      int[] last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && range[0] - last[1] <= close) {
        last[1] = Math.max(last[1], range[1]);
      } else {
        joined.add(range);
      }
    }
    return joined.stream().flatMapToInt(Arrays::stream).toArray();
  }

  /** Whether all {@code count} ids from {@code tid} on, wrapping at pidMax, are in the ranges. */
  public boolean containsNext(int tid, int count, int pidMax) {
    int to = tid + count;
    if (to < pidMax) {
      return containsRange(tid, to);
    }
    return containsRange(tid, pidMax - 1)
        && containsRange(FIRST_AFTER_WRAP, FIRST_AFTER_WRAP + to - pidMax);
  }

  private boolean containsRange(int from, int to) {
    for (int i = 0; i < bounds.length; i += 2) {
      if (bounds[i] <= from && to <= bounds[i + 1]) {
        return true;
      }
    }
    return false;
  }

  public boolean contains(int tid) {
    return containsRange(tid, tid);
  }

  /** An event filter that is true if any of the fields is in the ranges. */
  public String filter(String... fields) {
    StringBuilder filter = new StringBuilder();
    for (String field : fields) {
      for (int i = 0; i < bounds.length; i += 2) {
        filter.append(filter.length() == 0 ? "" : " || ");
        filter.append('(').append(field).append(" >= ").append(bounds[i]).append(" && ");
        filter.append(field).append(" <= ").append(bounds[i + 1]).append(')');
      }
    }
    return filter.toString();
  }

  @Override
  public String toString() {
    return filter("tid");
  }
}
