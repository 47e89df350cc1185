// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import io.jftrace.timeline.scheduler.TidMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The threads of this process by tid. Which Java thread runs on a tid is asked when it is first
 * needed, for all threads at once, and a few times again for those that were too young to answer.
 */
final class Threads {

  /** A thread of this age is a native one if two lookups do not find it: younger ones may start. */
  private static final long STARTED_NANOS = 1_000_000_000;

  /** Unless it is attached to the JVM later: then it is one of Java's from some time on. */
  private static final long ATTACHED_NANOS = 60_000_000_000L;

  private static final long NEVER = Long.MIN_VALUE;

  private record JavaThread(Thread thread, long id) {}

  private final JavaThreads javaThreads;
  private final TaskNames names;
  private final MountedThreads mounts;
  private final TidMap<TracedThread> byTid = new TidMap<>();
  private List<TracedThread> endedLately = new ArrayList<>();
  private List<TracedThread> endedBefore = new ArrayList<>();

  /** What the lookup of this drain found, also threads whose start is yet to be read. */
  private final Map<Integer, JavaThread> found = new HashMap<>();

  private boolean lookedUp;

  /** Up to when everything has been passed: it is later by now. */
  private long reachedNanos = NEVER;

  private long lastLookupNanos = NEVER;
  private long lookupBeforeNanos = NEVER;

  Threads(JavaThreads javaThreads, TaskNames names) {
    this(javaThreads, names, MountedThreads.NONE);
  }

  Threads(JavaThreads javaThreads, TaskNames names, MountedThreads mounts) {
    this.mounts = mounts;
    this.javaThreads = javaThreads;
    this.names = names;
  }

  /** The thread of that tid with what is known of it now, or null. */
  TracedThread get(int tid) {
    return byTid.get(tid);
  }

  /** The thread of that tid; its Java thread is looked for if that has not been tried enough. */
  TracedThread resolved(int tid) {
    TracedThread thread = byTid.get(tid);
    if (thread != null && thread.javaThread() == null && !lookedUp && mayBeJava(thread)) {
      lookedUp = true;
      lookupBeforeNanos = lastLookupNanos;
      lastLookupNanos = reachedNanos;
      javaThreads.forEach(this::found);
    }
    return thread;
  }

  void started(long timeNanos, int tid, String comm) {
    String name = comm == null ? names.comm(tid) : comm;
    TracedThread thread = new TracedThread(tid, timeNanos, name, mounts);
    byTid.put(tid, thread);
    JavaThread javaThread = found.get(tid);
    if (javaThread != null) {
      thread.javaThread(javaThread.thread, javaThread.id);
    }
  }

  void renamed(int tid, String comm) {
    TracedThread thread = byTid.get(tid);
    if (thread != null) {
      thread.comm(comm);
    }
  }

  /** The thread stays known for a while: it may have woken another one just before. */
  void ended(int tid) {
    TracedThread thread = byTid.get(tid);
    if (thread != null) {
      thread.end();
      endedLately.add(thread);
    }
  }

  /** Called at the end of each drain. */
  void drained(long untilNanos) {
    reachedNanos = untilNanos;
    forgetLookup();
    for (TracedThread thread : endedBefore) {
      if (byTid.get(thread.tid()) == thread) {
        byTid.remove(thread.tid());
      }
    }
    List<TracedThread> emptied = endedBefore;
    emptied.clear();
    endedBefore = endedLately;
    endedLately = emptied;
  }

  /** Threads may start and end from here on: whoever is not known has to be looked for again. */
  void forgetLookup() {
    lookedUp = false;
    found.clear();
  }

  private boolean mayBeJava(TracedThread thread) {
    return lookupBeforeNanos == NEVER
        || lookupBeforeNanos - thread.startNanos() < STARTED_NANOS
        || reachedNanos - lastLookupNanos >= ATTACHED_NANOS;
  }

  private void found(int tid, Thread javaThread, long javaId) {
    found.put(tid, new JavaThread(javaThread, javaId));
    TracedThread thread = byTid.get(tid);
    if (thread != null && thread.javaThread() == null && !thread.ended()) {
      thread.javaThread(javaThread, javaId);
    }
  }
}
