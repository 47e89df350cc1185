// SPDX-License-Identifier: Apache-2.0
package io.jftrace.hook;

import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What one carrier thread did with virtual threads, and when: a ring that the carrier writes,
 * itself or as the virtual thread that is mounted on it, and the agent's reader reads.
 *
 * <p>In the agent's jar it is a class of {@code java.lang}, as {@link JftraceMountLog} is.
 *
 * <p>The entry with index i is in slot i modulo the capacity. It can be read while fewer entries
 * than the capacity follow it: the slot of the next index may be half overwritten.
 */
public final class JftraceMountRing {

  /** A virtual thread is mounted from then on. */
  public static final byte MOUNT = 1;

  /** None is. */
  public static final byte UNMOUNT = 2;

  /** No span is active any more on the virtual thread, which is mounted. */
  public static final byte NO_SPAN = 3;

  /** A span became active on it. */
  public static final byte SPAN = 4;

  /** A span became active on it, which is sampled. */
  public static final byte SAMPLED_SPAN = 5;

  /** Per entry: the thread, the trace's id, the span's, and the resource. */
  private static final int REFERENCES = 4;

  private final Thread owner;
  private final int capacity;
  private final AtomicLong written = new AtomicLong();
  private final long[] times;
  private final byte[] kinds;
  private final long[] clockOffsets;
  private final AtomicReferenceArray<Object> references;

  /**
   * An empty ring.
   *
   * @param capacity in entries of about 33 bytes, a power of two
   */
  public JftraceMountRing(Thread owner, int capacity) {
    this.owner = owner;
    this.capacity = capacity;
    this.times = new long[capacity];
    this.kinds = new byte[capacity];
    this.clockOffsets = new long[capacity];
    this.references = new AtomicReferenceArray<>(REFERENCES * capacity);
  }

  /** The carrier thread. */
  public Thread owner() {
    return owner;
  }

  /** Number of slots. */
  public int capacity() {
    return capacity;
  }

  /**
   * For the carrier: a virtual thread is, or was, mounted on it.
   *
   * @param virtual null if {@link #UNMOUNT}
   */
  public void add(byte kind, Thread virtual, long timeNanos) {
    long index = written.getPlain();
    int slot = begin(index, kind, timeNanos);
    references.setPlain(REFERENCES * slot, virtual);
    written.setRelease(index + 1);
  }

  /** For the virtual thread that is mounted: a span became active on it. */
  public void addSpan(
      Thread virtual,
      String traceId,
      String spanId,
      boolean sampled,
      long clockOffsetNanos,
      Map<String, Object> resource,
      long timeNanos) {
    long index = written.getPlain();
    int slot = begin(index, sampled ? SAMPLED_SPAN : SPAN, timeNanos);
    clockOffsets[slot] = clockOffsetNanos;
    references.setPlain(REFERENCES * slot, virtual);
    references.setPlain(REFERENCES * slot + 1, traceId);
    references.setPlain(REFERENCES * slot + 2, spanId);
    references.setPlain(REFERENCES * slot + 3, resource);
    written.setRelease(index + 1);
  }

  /** Number of entries written so far: the index of the next one. */
  public long written() {
    return written.getAcquire();
  }

  /** One of the constants above. */
  public byte kind(long index) {
    return kinds[slot(index)];
  }

  /** {@code System.nanoTime()} of what happened. */
  public long timeNanos(long index) {
    return times[slot(index)];
  }

  /** The virtual thread that was mounted then; null if {@link #UNMOUNT} or {@link #clear}ed. */
  public Thread virtual(long index) {
    return (Thread) references.getPlain(REFERENCES * slot(index));
  }

  /** 32 hexadecimal digits, if a span became active. */
  public String traceId(long index) {
    return (String) references.getPlain(REFERENCES * slot(index) + 1);
  }

  /** 16 hexadecimal digits, if a span became active. */
  public String spanId(long index) {
    return (String) references.getPlain(REFERENCES * slot(index) + 2);
  }

  /** The span's clock, in nanoseconds since the epoch, less {@code System.nanoTime()}; or 0. */
  public long clockOffsetNanos(long index) {
    return clockOffsets[slot(index)];
  }

  /** What the span's SDK says that it is from; null if not known. */
  @SuppressWarnings("unchecked") // nothing else is put in
  public Map<String, Object> resource(long index) {
    return (Map<String, Object>) references.getPlain(REFERENCES * slot(index) + 3);
  }

  /** Whether what was read of an entry before this call belongs to that entry. */
  public boolean isIntact(long index) {
    VarHandle.loadLoadFence();
    return written.getAcquire() - index < capacity;
  }

  /**
   * Has the slot of an entry that was read keep nothing alive any more: on a quiet carrier it may
   * be long until it is used again. An entry that was written there meanwhile may lose what it
   * refers to: then the ring was too small, and that entry has no thread.
   */
  public void clear(long index) {
    int first = REFERENCES * slot(index);
    for (int i = first; i < first + REFERENCES; i++) {
      Object held = references.getPlain(i);
      if (held != null) {
        references.compareAndSet(i, held, null);
      }
    }
  }

  private int begin(long index, byte kind, long timeNanos) {
    // A reader that sees a new value below must also see that the index before is written.
    VarHandle.storeStoreFence();
    int slot = slot(index);
    kinds[slot] = kind;
    times[slot] = timeNanos;
    return slot;
  }

  private int slot(long index) {
    return (int) index & (capacity - 1);
  }
}
