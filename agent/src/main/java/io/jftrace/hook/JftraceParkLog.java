// SPDX-License-Identifier: Apache-2.0
package io.jftrace.hook;

import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The classes of the objects that one thread parked on, and when: a ring that the thread writes
 * from inside {@code LockSupport} and the agent's reader reads.
 *
 * <p>In the agent's jar this class is called {@code java.lang.JftraceParkLog} and is defined there,
 * where {@code LockSupport} finds it. What runs in it must not park, nor use what may, and throws
 * nothing.
 *
 * <p>The entry with index i is in slot i modulo {@link #CAPACITY}. It can be read while fewer than
 * {@code CAPACITY} entries follow it: the slot of the next index may be half overwritten.
 */
public final class JftraceParkLog {

  /** Number of slots, a power of two; a park takes two. */
  public static final int CAPACITY = 1024;

  /** So many threads have a log, of about 12 KiB, at a time; the parks of others stay unseen. */
  public static final int MAX_LOGS = 4096;

  /** A thread's log is in one of so many places, from that of its hash on. */
  private static final int PLACES = 32;

  /** Null before JDK 21, where there are no virtual threads. */
  private static final Class<?> VIRTUAL = findVirtual();

  private static final JftraceClassRefs CLASSES = new JftraceClassRefs();

  /**
   * Not a thread local, which some pools erase after each task. A log is made when its place is
   * needed first, and stays there for the threads to come.
   */
  private static final AtomicReferenceArray<JftraceParkLog> LOGS =
      new AtomicReferenceArray<>(MAX_LOGS);

  /** In the place of the owner: nobody can have the log any more. */
  private static final Object FREED = new Object();

  private static volatile boolean recording;

  /** The thread, null for none, or {@link #FREED}. */
  private final AtomicReference<Object> owner;

  private final AtomicLong written = new AtomicLong();
  private final long[] times = new long[CAPACITY];

  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generic types
  private final WeakReference<Class<?>>[] blockers = new WeakReference[CAPACITY];

  private volatile long first;

  private JftraceParkLog(Thread owner) {
    this.owner = new AtomicReference<>(owner);
  }

  /** Begins to record. */
  public static void start() {
    recording = true;
  }

  /** Ends recording and forgets everything, for an agent that nobody reads from. */
  public static void stop() {
    recording = false;
    for (int place = 0; place < MAX_LOGS; place++) {
      LOGS.set(place, null);
    }
  }

  /** Records that from now on the calling thread parks on an object, or on none if it is null. */
  public static void blocker(Object blocker) {
    if (recording) {
      try {
        Thread thread = Thread.currentThread();
        if (VIRTUAL == null || !VIRTUAL.isInstance(thread)) {
          record(thread, blocker);
        }
      } catch (Throwable e) {
        // Whatever it is, such as the end of the stack: the thread has to park.
      }
    }
  }

  /** The log of a thread, or null. */
  public static JftraceParkLog of(Thread thread) {
    int hash = System.identityHashCode(thread);
    for (int i = 0; i < PLACES; i++) {
      JftraceParkLog log = LOGS.get(place(hash + i));
      if (log != null && log.owner.get() == thread) {
        return log;
      }
    }
    return null;
  }

  /** The log in one of the {@link #MAX_LOGS} places, or null. */
  public static JftraceParkLog at(int place) {
    return LOGS.get(place);
  }

  /** The thread that writes this log, or null if there is none now. */
  public Thread owner() {
    return owner.get() instanceof Thread thread ? thread : null;
  }

  /** Number of entries written so far: the index of the next one. */
  public long written() {
    return written.get();
  }

  /** Index of the first entry that is the owner's. */
  public long first() {
    return first;
  }

  /** {@code System.nanoTime()} of an entry. */
  public long timeNanos(long index) {
    return times[slot(index)];
  }

  /** The blocker's class; null if there was no blocker, or if the class is gone. */
  public Class<?> blockerClass(long index) {
    WeakReference<Class<?>> blocker = blockers[slot(index)];
    return blocker == null ? null : blocker.get();
  }

  /** Whether what was read of an entry before this call belongs to that entry. */
  public boolean isIntact(long index) {
    VarHandle.loadLoadFence();
    return written() - index < CAPACITY;
  }

  /** Leaves the log, whose thread has ended, to another thread. */
  public void release() {
    first = written();
    owner.set(null);
  }

  /** Gives the log in one of the places back to the heap, unless a thread has it. */
  public static void free(int place) {
    JftraceParkLog log = LOGS.get(place);
    if (log != null && log.owner.compareAndSet(null, FREED)) {
      LOGS.compareAndSet(place, log, null);
    }
  }

  private static void record(Thread thread, Object blocker) {
    JftraceParkLog log = of(thread);
    if (log == null && blocker != null) {
      log = claim(thread);
    }
    if (log != null) {
      log.add(blocker == null ? null : CLASSES.get(blocker.getClass()));
    }
  }

  /** Null if other threads have all of its places. */
  private static JftraceParkLog claim(Thread thread) {
    int hash = System.identityHashCode(thread);
    for (int i = 0; i < PLACES; i++) {
      int place = place(hash + i);
      JftraceParkLog log = LOGS.get(place);
      if (log == null) {
        JftraceParkLog made = new JftraceParkLog(thread);
        if (LOGS.compareAndSet(place, null, made)) {
          return made;
        }
      } else if (log.owner.compareAndSet(null, thread)) {
        return log;
      }
    }
    return null;
  }

  private void add(WeakReference<Class<?>> blocker) {
    long index = written.getPlain();
    if (blocker == null && blockers[slot(index - 1)] == null) {
      return;
    }
    // A reader that sees a new value below must also see that the index before is written.
    VarHandle.storeStoreFence();
    int slot = slot(index);
    times[slot] = System.nanoTime();
    blockers[slot] = blocker;
    written.setRelease(index + 1);
  }

  private static int slot(long index) {
    return (int) index & (CAPACITY - 1);
  }

  private static int place(int hash) {
    return hash & (MAX_LOGS - 1);
  }

  private static Class<?> findVirtual() {
    try {
      return Class.forName("java.lang.BaseVirtualThread", false, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}
