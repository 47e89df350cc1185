// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.agent.threads.JavaThreadMemory;
import io.jftrace.timeline.waits.FutexUse;
import java.util.IdentityHashMap;
import java.util.Map;

/** Which futexes belong to which thread; read once for each thread. Used by one thread. */
final class ThreadFutexes {

  /** So many drains after its end a thread is not asked for any more. */
  private static final int DRAINS_AFTER_END = 2;

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

  ThreadFutexes(JavaThreadMemory memory, FutexLayout layout) {
    this.memory = memory;
    this.layout = layout;
    // The layout does not use the event of a pointer that is absent.
    this.pointers =
        new int[] {Math.max(0, layout.monitorPointer()), Math.max(0, layout.sleepPointer())};
  }

  /** What a thread uses a futex for; UNKNOWN if the thread ended before it was first asked for. */
  FutexUse use(Thread thread, long futex) {
    Addresses known = threads.get(thread);
    Addresses addresses = known == null ? read(thread) : known;
    return addresses == null
        ? FutexUse.UNKNOWN
        : layout.use(addresses.thread, addresses.monitorEvent, addresses.sleepEvent, futex);
  }

  /** Called after each drain. */
  void drained() {
    threads.entrySet().removeIf(ThreadFutexes::isOver);
  }

  /** Number of threads that are known, for tests. */
  int size() {
    return threads.size();
  }

  private static boolean isOver(Map.Entry<Thread, Addresses> entry) {
    return !entry.getKey().isAlive() && ++entry.getValue().drainsSinceEnd > DRAINS_AFTER_END;
  }

  private Addresses read(Thread thread) {
    long address = memory.address(thread);
    long[] events = address == 0 ? null : memory.words(thread, pointers);
    if (events == null) {
      return null;
    }
    Addresses addresses = new Addresses(address, events[0], events[1]);
    threads.put(thread, addresses);
    return addresses;
  }
}
