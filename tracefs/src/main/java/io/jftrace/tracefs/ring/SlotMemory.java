// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntFunction;

/**
 * Direct memory for the slots of all CPUs. It is a part of what the application may have
 * (-XX:MaxDirectMemorySize), and may be refused: then there are fewer slots.
 */
final class SlotMemory {

  /** Each refusal costs a garbage collection and half a second (java.nio.Bits): few tries. */
  private static final int SHRINK = 8;

  final int slotBytes;
  private final IntFunction<ByteBuffer> allocator;
  private int maxSlots;
  private volatile long bytes;

  /**
   * @param maxSlots for each CPU
   * @param allocator of direct memory of a size in bytes; throws OutOfMemoryError if there is none
   */
  SlotMemory(int slotBytes, int maxSlots, IntFunction<ByteBuffer> allocator) {
    this.slotBytes = slotBytes;
    this.maxSlots = Math.max(1, maxSlots);
    this.allocator = allocator;
  }

  /** Memory for one slot. */
  ByteBuffer one() {
    return allocate(1);
  }

  /** Memory for as many slots as a CPU may have; null if it may have no more than one. */
  ByteBuffer many() {
    while (maxSlots > 1) {
      try {
        ByteBuffer slots = allocate(maxSlots);
        // The single slot that these replace.
        add(-slotBytes);
        return slots;
      } catch (OutOfMemoryError e) {
        maxSlots /= SHRINK;
      }
    }
    return null;
  }

  private ByteBuffer allocate(int slots) {
    ByteBuffer buffer = allocator.apply(slots * slotBytes).order(ByteOrder.nativeOrder());
    add(buffer.capacity());
    return buffer;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  private void add(int n) {
    bytes += n;
  }

  /** What has been allocated. Any thread. */
  long bytes() {
    return bytes;
  }
}
