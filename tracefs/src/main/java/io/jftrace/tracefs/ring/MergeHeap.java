// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

/**
 * The CPUs that have a record to pass, the one with the earliest first: a binary heap, as machines
 * have hundreds of CPUs, and the earliest changes with nearly every record.
 */
final class MergeHeap {

  private final CpuBuffer[] heap;
  private int size;

  /** An empty one with room for so many CPUs. */
  MergeHeap(int capacity) {
    heap = new CpuBuffer[capacity];
  }

  void clear() {
    size = 0;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(CpuBuffer cpu) {
    int at = size++;
    while (at > 0 && isBefore(cpu, heap[(at - 1) / 2])) {
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    heap[at] = cpu;
  }

  /** The CPU with the earliest record; not if empty. */
  CpuBuffer first() {
    return heap[0];
  }

  /**
   * The last time at which the first CPU's records are before those of all others; not before the
   * time of the record that it is on.
   */
  long firstUntilNanos() {
    long left = size > 1 ? untilNanos(heap[1]) : Long.MAX_VALUE;
    return size > 2 ? Math.min(left, untilNanos(heap[2])) : left;
  }

  /** Cannot overflow: the first CPU's record is earlier where its number is higher. */
  private long untilNanos(CpuBuffer other) {
    return heap[0].cpu < other.cpu ? other.headNanos : other.headNanos - 1;
  }

  /** The first CPU is on a later record. */
  void firstAdvanced() {
    sink(heap[0]);
  }

  /** The first CPU has no record any more. */
  void removeFirst() {
    size--;
    if (size > 0) {
      sink(heap[size]);
    }
  }

  /** Puts it where it belongs, from the top down. */
  private void sink(CpuBuffer cpu) {
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
        child++;
      }
      if (!isBefore(heap[child], cpu)) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = cpu;
  }

  /** Of the same time, the lower CPU is first, as in the kernel's text. */
  private static boolean isBefore(CpuBuffer a, CpuBuffer b) {
    return a.headNanos < b.headNanos || (a.headNanos == b.headNanos && a.cpu < b.cpu);
  }
}
