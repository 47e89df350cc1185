// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import io.jftrace.timeline.scheduler.SchedulerEvents;

/** Follows a wait to the thread that ended it, to whom that had waited for meanwhile, and so on. */
final class WakerChain {

  private static final String ARROW = " ← ";

  /** A wait that covers less of the one that is explained does not explain it. */
  private static final int MIN_PART = 10;

  private final Threads threads;
  private final TaskNames names;
  private final int maxLinks;

  WakerChain(Threads threads, TaskNames names, int maxLinks) {
    this.threads = threads;
    this.names = names;
    this.maxLinks = maxLinks;
  }

  /** See {@link OffCpuInterval#wakerChain()}. */
  String of(OffCpuInterval wait) {
    long fromNanos = wait.startNanos();
    long untilNanos = wait.queuedNanos();
    long minNanos = (untilNanos - fromNanos) / MIN_PART;
    StringBuilder text = new StringBuilder();
    int[] seen = new int[maxLinks + 1];
    seen[0] = wait.thread().tid();
    int tid = wait.wakerTid();
    for (int links = 0; links < maxLinks; links++) {
      TracedThread thread = tid > 0 ? threads.get(tid) : null;
      RecentWaits waits = thread == null ? null : thread.recentWaits();
      int index = waits == null ? -1 : waits.longestWithin(fromNanos, untilNanos, minNanos);
      if (index < 0 || contains(seen, links + 1, tid)) {
        break;
      }
      seen[links + 1] = tid;
      fromNanos = waits.startNanos(index);
      untilNanos = waits.untilNanos(index);
      append(text, thread.nameAt(fromNanos));
      text.append(" (").append(waits.reason(index).label()).append(' ');
      text.append(millis(untilNanos - fromNanos)).append(')');
      tid = waits.wakerTid(index);
    }
    if (text.length() > 0) {
      append(text, nameOf(tid));
    }
    return text.toString();
  }

  private static boolean contains(int[] tids, int count, int tid) {
    for (int i = 0; i < count; i++) {
      if (tids[i] == tid) {
        return true;
      }
    }
    return false;
  }

  private static void append(StringBuilder text, String name) {
    text.append(text.length() == 0 || name.isEmpty() ? "" : ARROW).append(name);
  }

  private static String millis(long nanos) {
    long tenths = (nanos + 50_000) / 100_000;
    return tenths / 10 + "." + tenths % 10 + " ms";
  }

  private String nameOf(int tid) {
    if (tid == SchedulerEvents.INTERRUPT) {
      return WakerKind.INTERRUPT.label();
    }
    if (tid < 0) {
      return "";
    }
    TracedThread thread = threads.get(tid);
    if (thread != null) {
      return thread.name();
    }
    String comm = names.comm(tid);
    return (comm.isEmpty() ? WakerKind.OTHER_PROCESS.label() : comm) + " (" + tid + ")";
  }
}
