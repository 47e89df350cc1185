// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.agent.threads.JavaThreadMemory;
import io.jftrace.timeline.waits.FutexUse;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which futexes belong to which thread; read once for each thread. Used by one thread, but for
 * {@link #ending}.
 */
final class ThreadFutexes {

  /** So many drains after its end a thread is not asked for any more. */
  private static final int DRAINS_AFTER_END = 2;

  private static final int MAX_THREADS = 20_000;

  private static final class Addresses {
    private final long thread;
    private final long monitorEvent;
    private final long sleepEvent;
    private int drainsSinceEnd;

    Addresses(long thread, long monitorEvent, long sleepEvent) {
      this.thread = thread;
      this.monitorEvent = monitorEvent;
      this.sleepEvent = sleepEvent;
    }
  }

  private final JavaThreadMemory memory;
  private final FutexLayout layout;
  private final int[] pointers;

  /** By identity: a subclass of Thread may have an equals of its own. */
  private final IdentityHashMap<Thread, Addresses> threads = new IdentityHashMap<>();

  private record Ended(Thread thread, Addresses addresses) {}

  /** What threads said as they ended, without waiting for each other, until it is looked at. */
  private final ConcurrentLinkedQueue<Ended> ended = new ConcurrentLinkedQueue<>();

  private final AtomicInteger endedCount = new AtomicInteger();

  ThreadFutexes(JavaThreadMemory memory, FutexLayout layout) {
    this.memory = memory;
    this.layout = layout;
    // The layout does not use the event of a pointer that is absent.
    this.pointers =
        new int[] {Math.max(0, layout.monitorPointer()), Math.max(0, layout.sleepPointer())};
  }

  /** What a thread uses a futex for; UNKNOWN if the thread has ended and did not say so. */
  FutexUse use(Thread thread, long futex) {
    Addresses addresses = addresses(thread);
    return addresses == null
        ? FutexUse.UNKNOWN
        : layout.use(addresses.thread, addresses.monitorEvent, addresses.sleepEvent, futex);
  }

  /** Called by a thread that ends: the events of its last waits are yet to be read. */
  void ending(Thread current) {
    if (endedCount.get() < MAX_THREADS) {
      Addresses addresses = read(current);
      if (addresses != null) {
        endedCount.incrementAndGet();
        ended.add(new Ended(current, addresses));
      }
    }
  }

  /** Called after each drain. */
  void drained() {
    takeEnded();
    threads.entrySet().removeIf(ThreadFutexes::isOver);
  }

  /** Number of threads that are known, for tests. */
  int size() {
    return threads.size();
  }

  private static boolean isOver(Map.Entry<Thread, Addresses> entry) {
    return !entry.getKey().isAlive() && ++entry.getValue().drainsSinceEnd > DRAINS_AFTER_END;
  }

  private Addresses addresses(Thread thread) {
    Addresses known = threads.get(thread);
    if (known == null) {
      takeEnded();
      known = threads.get(thread);
    }
    if (known == null && threads.size() < MAX_THREADS) {
      known = read(thread);
      put(thread, known);
    }
    return known;
  }

  private void takeEnded() {
    for (Ended next = ended.poll(); next != null; next = ended.poll()) {
      endedCount.decrementAndGet();
      put(next.thread, next.addresses);
    }
  }

  private void put(Thread thread, Addresses addresses) {
    if (addresses != null && threads.size() < MAX_THREADS) {
      threads.putIfAbsent(thread, addresses);
    }
  }

  /** Null if the thread has ended, or is starting. */
  private Addresses read(Thread thread) {
    long address = memory.address(thread);
    long[] events = memory.words(thread, pointers);
    return events == null ? null : new Addresses(address, events[0], events[1]);
  }
}
