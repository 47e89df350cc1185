// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import io.jftrace.agent.source.ProcTasks;
import io.jftrace.timeline.JavaThreads;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** The Java threads that ended lately, with what was known of them when they did. */
public final class EndedThreads implements Consumer<Thread>, JavaThreads {

  /** For so many drains a thread is remembered: its last events are read in the next one. */
  private static final int MAX_AGE = 3;

  private static final int MAX_THREADS = 20_000;

  private record Ended(Thread thread, int tid, long jfrId, long drain) {}

  private final ToLongFunction<Thread> jfrIds;
  private final ThreadMethods methods;

  /** By identity: a class of the application's may have its own idea of equal threads. */
  private final IdentityHashMap<Thread, Ended> threads = new IdentityHashMap<>();

  private volatile Consumer<Thread> alsoTold = thread -> {};
  private long drain;

  EndedThreads(ToLongFunction<Thread> jfrIds, ThreadMethods methods) {
    this.jfrIds = jfrIds;
    this.methods = methods;
  }

  /** Sets who else is told of each thread that ends, on that thread. */
  public void alsoTell(Consumer<Thread> listener) {
    alsoTold = listener;
  }

  /** Called by the thread that ends. */
  @Override
  public void accept(Thread current) {
    int tid = currentTid();
    long jfrId = jfrIds.applyAsLong(current);
    synchronized (threads) {
      if (threads.size() < MAX_THREADS) {
        threads.put(current, new Ended(current, tid, jfrId, drain));
      }
    }
    alsoTold.accept(current);
  }

  /** Half a microsecond, and no need of the JVM's memory; 0 if it cannot be told. */
  private static int currentTid() {
    try {
      return ProcTasks.currentTid();
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  @Override
  public void forEach(Found found) {
    List<Ended> now;
    synchronized (threads) {
      now = List.copyOf(threads.values());
    }
    for (Ended ended : now) {
      if (ended.tid > 0) {
        found.thread(ended.tid, ended.thread, methods.id(ended.thread));
      }
    }
  }

  /** JFR's id of a thread that ended lately, or 0. */
  long jfrId(Thread thread) {
    synchronized (threads) {
      Ended ended = threads.get(thread);
      return ended == null ? 0 : ended.jfrId;
    }
  }

  /** Called after each drain. */
  public void drained() {
    synchronized (threads) {
      drain++;
      threads.values().removeIf(ended -> drain - ended.drain > MAX_AGE);
    }
  }
}
