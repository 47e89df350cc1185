// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.scheduler;

import java.util.function.Consumer;

/**
 * A map from thread ids to objects that does not box: open addressing with linear probing, at most
 * half full. Thread ids are positive. Not safe for use by several threads.
 */
public final class TidMap<V> {

  private static final int FREE = 0;

  private int[] tids = new int[64];
  private Object[] values = new Object[64];
  private int size;

  public int size() {
    return size;
  }

  /** The value of {@code tid}, or null. */
  @SuppressWarnings("unchecked")
  public V get(int tid) {
    int slot = slotOf(tid);
    return tids[slot] == tid ? (V) values[slot] : null;
  }

  public void put(int tid, V value) {
    if (tid <= 0) {
      throw new IllegalArgumentException("not a thread id: " + tid);
    }
    int slot = slotOf(tid);
    if (tids[slot] == FREE) {
      if (2 * (size + 1) > tids.length) {
        grow();
        slot = slotOf(tid);
      }
      tids[slot] = tid;
      size++;
    }
    values[slot] = value;
  }

  /** Removes and returns the value of {@code tid}, or null. */
  public V remove(int tid) {
    V value = get(tid);
    if (value != null) {
      int slot = slotOf(tid);
      tids[slot] = FREE;
      values[slot] = null;
      size--;
      closeGapAfter(slot);
    }
    return value;
  }

  /** Calls for every value; the map must not be changed meanwhile. */
  @SuppressWarnings("unchecked")
  public void forEach(Consumer<? super V> action) {
    for (Object value : values) {
      if (value != null) {
        action.accept((V) value);
      }
    }
  }

  /** Where {@code tid} is, or the free slot where it would go. */
  private int slotOf(int tid) {
    int mask = tids.length - 1;
    // Fibonacci hashing: neighbouring tids, which is what one process has, spread out.
    int slot = (tid * 0x9E3779B9) >>> 7 & mask;
    while (tids[slot] != tid && tids[slot] != FREE) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void closeGapAfter(int gap) {
    int mask = tids.length - 1;
    for (int slot = gap + 1 & mask; tids[slot] != FREE; slot = slot + 1 & mask) {
      int tid = tids[slot];
      Object value = values[slot];
      tids[slot] = FREE;
      values[slot] = null;
      int home = slotOf(tid);
      tids[home] = tid;
      values[home] = value;
    }
  }

  private void grow() {
    int[] oldTids = tids;
    Object[] oldValues = values;
    tids = new int[2 * oldTids.length];
    values = new Object[tids.length];
    for (int i = 0; i < oldTids.length; i++) {
      if (oldTids[i] != FREE) {
        int slot = slotOf(oldTids[i]);
        tids[slot] = oldTids[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
