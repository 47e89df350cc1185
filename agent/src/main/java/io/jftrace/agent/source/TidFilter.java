// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.scheduler.ThreadStates;
import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.TidRanges;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Keeps the kernel-side filters of the frequent events on this process's threads and on the ids
 * that new threads will get. Cheaper for every task of the system than set_event_pid, which the
 * kernel looks up at each switch; see docs/rationale.md.
 */
final class TidFilter {

  private static final int MAX_AHEAD = 8192;

  /** Each range more costs every event of the system. */
  private static final int MAX_RANGES = 2;

  /** So many events of others in so much time are worth another filter, which is set in 20 ms. */
  private static final int MANY_EVENTS = 500;

  private static final long LOOK_INTERVAL_NANOS = 1_000_000_000;
  private static final long NEVER = -1;

  private final Instance instance;
  private final ProcTasks tasks;

  /** The user's own filters by event; none is empty. */
  private final Map<String, String> filters = new LinkedHashMap<>();

  private final int readerTid;
  private final int pidMax;
  private final int ahead;
  private TidRanges ranges;
  private long tasksCreatedAtLook;

  private int earlierTid;
  private long earlierNanos;
  private long tasksCreatedEarlier;
  private long tasksCreatedAtTight = NEVER;
  private long tasksCreatedAtCheck;
  private long foreignEvents;

  /**
   * @param activity frequent events, besides the scheduler's, that come in the context of the
   *     thread that they are about
   * @param readerTid the thread that reads the events: its own would make it read on without end
   */
  TidFilter(Instance instance, ProcTasks tasks, List<String> activity, int readerTid)
      throws IOException {
    this.instance = instance;
    this.tasks = tasks;
    activity.forEach(event -> filters.put(event, ""));
    this.readerTid = readerTid;
    this.pidMax = tasks.pidMax();
    this.ahead = Math.min(MAX_AHEAD, pidMax / 4);
    this.earlierTid = tasks.lastTid();
    this.earlierNanos = System.nanoTime();
  }

  /** Sets the filters for these threads; the kernel replaces one without a gap. */
  void set(int[] tids) throws IOException {
    use(TidRanges.of(tids, tasks.lastTid(), ahead, pidMax));
    tasksCreatedAtTight = NEVER;
  }

  /**
   * Filters one more event that comes in the context of the thread that it is about. Only after
   * {@link #set}.
   *
   * @param filter what else has to be true, in the kernel's language; may be empty
   * @throws IOException if the kernel does not take it: the event is not filtered then
   */
  void add(String event, String filter) throws IOException {
    instance.filter(event, combined(own(ranges), filter));
    filters.put(event, filter);
  }

  /** The event is not enabled any more. */
  void remove(String event) {
    filters.remove(event);
  }

  private void use(TidRanges newRanges) throws IOException {
    instance.filter(SchedulerDecoder.SWITCH, newRanges.filter("prev_pid", "next_pid"));
    instance.filter(SchedulerDecoder.WAKING, newRanges.filter("pid"));
    String own = own(newRanges);
    for (Map.Entry<String, String> event : filters.entrySet()) {
      instance.filter(event.getKey(), combined(own, event.getValue()));
    }
    ranges = newRanges;
  }

  private String own(TidRanges newRanges) {
    return "(" + newRanges.filter("common_pid") + ") && common_pid != " + readerTid;
  }

  private static String combined(String own, String filter) {
    return filter.isEmpty() ? own : own + " && (" + filter + ")";
  }

  /**
   * Moves the ranges on if too few of the ids ahead are left.
   *
   * @param tasksCreated how many tasks the system has made; only when many were, it is looked at
   *     the ids themselves
   */
  void keepAhead(long tasksCreated) throws IOException {
    if (tasksCreated - tasksCreatedAtLook > ahead / 4) {
      if (isUsedUp()) {
        set(tasks.ownTids());
      }
      tasksCreatedAtLook = tasksCreated;
    }
  }

  /**
   * Other tasks that were made lately are in the ranges too, until they turn out to be busy.
   *
   * <p>That all threads of this process are in the tight ranges: a thread whose id was given out
   * before the last look is in the list by now, one whose id came later is among the ids to come.
   * Should making a thread take longer than that, its creation, which is always recorded, brings
   * the wide ranges back.
   */
  void keepOthersOut(long nowNanos, long tasksCreated, ThreadStates threads) throws IOException {
    if (tasksCreated != tasksCreatedAtCheck) {
      int[] outside = outside(threads);
      if (outside.length > 0) {
        set(allTids(threads));
        for (int tid : outside) {
          threads.tear(nowNanos, tid);
        }
      }
      tasksCreatedAtCheck = tasksCreated;
    }
    long elapsedNanos = nowNanos - earlierNanos;
    if (elapsedNanos < LOOK_INTERVAL_NANOS) {
      return;
    }
    int lastTid = tasks.lastTid();
    long events = threads.foreignEvents() - foreignEvents;
    boolean busy = events * LOOK_INTERVAL_NANOS / elapsedNanos >= MANY_EVENTS;
    // Where tasks are made that fast, the ids ahead may be used up before they are moved on.
    boolean slow = tasksCreated - tasksCreatedEarlier <= ahead / 4;
    if (busy && slow && tasksCreatedEarlier != tasksCreatedAtTight) {
      int firstOpen = Math.min(earlierTid + 1, pidMax - 1);
      use(TidRanges.tight(allTids(threads), firstOpen, ahead, pidMax, MAX_RANGES));
      tasksCreatedAtTight = tasksCreatedEarlier;
    }
    foreignEvents += events;
    earlierNanos = nowNanos;
    earlierTid = lastTid;
    tasksCreatedEarlier = tasksCreated;
  }

  /** A thread that ends is in /proc no more when it is switched out for the last time. */
  private int[] allTids(ThreadStates threads) throws IOException {
    IntStream followed = Arrays.stream(threads.tids());
    return IntStream.concat(followed, Arrays.stream(tasks.ownTids())).distinct().toArray();
  }

  /** Threads whose events are not recorded. */
  private int[] outside(ThreadStates threads) {
    return Arrays.stream(threads.tids()).filter(tid -> !ranges.contains(tid)).toArray();
  }

  private boolean isUsedUp() throws IOException {
    return !ranges.containsNext(tasks.lastTid(), ahead / 2, pidMax);
  }
}
