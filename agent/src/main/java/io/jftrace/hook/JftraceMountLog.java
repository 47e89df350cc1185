// SPDX-License-Identifier: Apache-2.0
package io.jftrace.hook;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Which virtual thread is mounted on which carrier thread, and which span is active on it: a ring
 * for each carrier, see {@link JftraceMountRing}.
 *
 * <p>In the agent's jar this class is called {@code java.lang.JftraceMountLog} and is defined
 * there, where {@code VirtualThread} finds it, and where it finds the carrier of a virtual thread.
 * What runs in it must not park, nor use what may, and throws nothing: it is called while a virtual
 * thread changes its carrier. But for a carrier's first call it does not allocate either.
 */
public final class JftraceMountLog {

  /** A carrier's ring is in one of these places. */
  public static final int PLACES = 512;

  /** So many carriers have a ring at a time; what others do stays unseen. */
  public static final int MAX_RINGS = 256;

  /** From the place of its hash on, a ring is in one of so many. */
  private static final int TRIED_PLACES = 32;

  /** Half a mebibyte; 16,000 virtual threads a second, if each parks once and has two spans. */
  private static final int FIRST_CAPACITY = 1 << 14;

  /** There are more carriers than processors only while some of them are blocked. */
  private static final int FURTHER_CAPACITY = 1 << 11;

  private static final int FIRST_RINGS = 16;

  /** ()Thread; null before JDK 21, where there are no virtual threads. */
  private static final MethodHandle CARRIER = findCarrier();

  private static final AtomicReferenceArray<JftraceMountRing> RINGS =
      new AtomicReferenceArray<>(PLACES);

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final AtomicLong UNSEEN = new AtomicLong();

  private static volatile boolean recording;

  private JftraceMountLog() {}

  /** Begins to record. */
  public static void start() {
    recording = true;
  }

  /** Ends recording and forgets everything, for an agent that nobody reads from. */
  public static void stop() {
    recording = false;
    for (int place = 0; place < PLACES; place++) {
      JftraceMountRing ring = RINGS.get(place);
      if (ring != null) {
        release(place, ring);
      }
    }
  }

  /** Called on the carrier before a virtual thread is mounted on it. */
  public static void mounting(Thread virtual, Thread carrier) {
    if (recording) {
      try {
        JftraceMountRing ring = ring(carrier);
        if (ring != null) {
          ring.add(JftraceMountRing.MOUNT, virtual, System.nanoTime());
        } else {
          UNSEEN.incrementAndGet();
        }
      } catch (Throwable e) {
        // Whatever it is, such as the end of the stack: the thread has to go on.
      }
    }
  }

  /** Called on the carrier after the virtual thread has been unmounted. */
  public static void unmounted(Thread carrier) {
    if (recording) {
      try {
        JftraceMountRing ring = ring(carrier);
        if (ring != null) {
          ring.add(JftraceMountRing.UNMOUNT, null, System.nanoTime());
        } else {
          UNSEEN.incrementAndGet();
        }
      } catch (Throwable e) {
        // As above.
      }
    }
  }

  /**
   * Records that from a time on a span is active on the calling thread, which is virtual; see
   * {@link JftraceSpanLog#span}.
   */
  public static void span(
      Thread virtual,
      String traceId,
      String spanId,
      boolean sampled,
      long clockOffsetNanos,
      Map<String, Object> resource,
      long timeNanos) {
    if (recording) {
      try {
        JftraceMountRing ring = ring((Thread) CARRIER.invokeExact());
        if (ring != null) {
          ring.addSpan(virtual, traceId, spanId, sampled, clockOffsetNanos, resource, timeNanos);
        } else {
          UNSEEN.incrementAndGet();
        }
      } catch (Throwable e) {
        // As above.
      }
    }
  }

  /** Records that from a time on no span is active on the calling thread, which is virtual. */
  public static void noSpan(Thread virtual, long timeNanos) {
    if (recording) {
      try {
        JftraceMountRing ring = ring((Thread) CARRIER.invokeExact());
        if (ring != null) {
          ring.add(JftraceMountRing.NO_SPAN, virtual, timeNanos);
        } else {
          UNSEEN.incrementAndGet();
        }
      } catch (Throwable e) {
        // As above.
      }
    }
  }

  /** How many things were done by carriers that have no ring. */
  public static long unseen() {
    return UNSEEN.get();
  }

  /** The ring in one of the {@link #PLACES}, or null. */
  public static JftraceMountRing at(int place) {
    return RINGS.get(place);
  }

  /**
   * Has a carrier go on in another ring. It may be about to write into the one before, but does not
   * come back to it once it has written into the new one.
   */
  public static void replace(int place, JftraceMountRing ring, JftraceMountRing newRing) {
    RINGS.compareAndSet(place, ring, newRing);
  }

  /** Forgets a ring, whose carrier has ended. */
  public static void release(int place, JftraceMountRing ring) {
    if (RINGS.compareAndSet(place, ring, null)) {
      COUNT.decrementAndGet();
    }
  }

  /** The ring of a carrier; null if others have all of its places, or if there are too many. */
  public static JftraceMountRing ring(Thread carrier) {
    int hash = System.identityHashCode(carrier);
    for (int i = 0; i < TRIED_PLACES; i++) {
      JftraceMountRing ring = RINGS.get((hash + i) & (PLACES - 1));
      if (ring != null && ring.owner() == carrier) {
        return ring;
      }
    }
    return COUNT.get() < MAX_RINGS ? newRing(carrier, hash) : null;
  }

  private static JftraceMountRing newRing(Thread carrier, int hash) {
    for (int i = 0; i < TRIED_PLACES; i++) {
      int place = (hash + i) & (PLACES - 1);
      if (RINGS.get(place) == null) {
        boolean early = COUNT.get() < FIRST_RINGS;
        int capacity = early ? FIRST_CAPACITY : FURTHER_CAPACITY;
        JftraceMountRing made = new JftraceMountRing(carrier, capacity);
        if (RINGS.compareAndSet(place, null, made)) {
          COUNT.incrementAndGet();
          return made;
        }
      }
    }
    return null;
  }

  private static MethodHandle findCarrier() {
    try {
      Lookup lookup = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
      MethodType type = MethodType.methodType(Thread.class);
      return lookup.findStatic(Thread.class, "currentCarrierThread", type);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
