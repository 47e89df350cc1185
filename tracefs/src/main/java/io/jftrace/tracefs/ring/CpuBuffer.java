// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import io.jftrace.tracefs.linux.RawFile;
import io.jftrace.tracefs.linux.SystemCallException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sub-buffers of one CPU that have been read and not yet merged: a ring of slots in one direct
 * buffer, and a cursor on the oldest record among them.
 */
final class CpuBuffer implements AutoCloseable {

  final int cpu;

  /** Time of the record that the cursor is on. */
  long headNanos;

  private final RawFile file;
  private final SlotMemory memory;
  private final int slotBytes;
  private final SubBufferCursor cursor = new SubBufferCursor();

  // One slot until there is something to read: a machine may have many CPUs that are never online.
  private int slots = 1;
  private int[] lengths = new int[1];
  private ByteBuffer buffer;
  private long address;
  private int first;
  private int used;
  private boolean onRecord;
  private boolean firstIsLoaded;
  private boolean inLoss;
  private long lossCount;
  private long lastNanos = Long.MIN_VALUE;

  // Written by the reader's thread alone, read by any.
  private final AtomicLong eventsRead = new AtomicLong();
  private final AtomicLong eventsLost = new AtomicLong();
  private final AtomicLong losses = new AtomicLong();
  private final AtomicLong malformed = new AtomicLong();

  CpuBuffer(int cpu, RawFile file, SlotMemory memory) {
    this.cpu = cpu;
    this.file = file;
    this.memory = memory;
    this.slotBytes = memory.slotBytes;
    setBuffer(memory.one());
  }

  private void setBuffer(ByteBuffer newBuffer) {
    buffer = newBuffer;
    address = RawFile.addressOf(newBuffer);
  }

  /**
   * The only slot stays the first: what points into the old buffer reads the same as in the new.
   *
   * @return whether there are more slots than one now
   */
  private boolean grow() {
    ByteBuffer larger = slots == 1 ? memory.many() : null;
    if (larger == null) {
      return false;
    }
    larger.put(0, buffer, 0, slotBytes);
    setBuffer(larger);
    slots = larger.capacity() / slotBytes;
    lengths = Arrays.copyOf(lengths, slots);
    return true;
  }

  /**
   * Reads sub-buffers until there is none left in the kernel or no slot free.
   *
   * @return whether the kernel's side was empty
   */
  boolean fill() throws SystemCallException {
    while (used < slots || grow()) {
      int slot = (first + used) % slots;
      int n = file.read(address + (long) slot * slotBytes, slotBytes);
      if (n <= 0) {
        return true;
      }
      lengths[slot] = n;
      used++;
    }
    return false;
  }

  /** Whether the cursor is on a record, after going to the first one if it was on none. */
  boolean hasHead(RecordHandler handler, long reachedNanos) {
    return onRecord || advance(handler, reachedNanos);
  }

  /** Goes to the next record; tells of a loss where it begins. */
  private boolean advance(RecordHandler handler, long reachedNanos) {
    while (true) {
      if (firstIsLoaded && cursor.next()) {
        headNanos = cursor.timeNanos();
        onRecord = true;
        return true;
      }
      if (!nextSubBuffer(handler, reachedNanos)) {
        onRecord = false;
        return false;
      }
    }
  }

  private boolean nextSubBuffer(RecordHandler handler, long reachedNanos) {
    if (firstIsLoaded) {
      if (cursor.malformed()) {
        add(malformed, 1);
        // What follows the malformed place is missing as well.
        beginLoss(handler, reachedNanos, -1);
      }
      first = (first + 1) % slots;
      used--;
      firstIsLoaded = false;
    }
    if (used == 0) {
      return false;
    }
    cursor.load(buffer, first * slotBytes, lengths[first]);
    firstIsLoaded = true;
    if (cursor.missedEvents()) {
      beginLoss(handler, reachedNanos, cursor.missedCount());
    }
    return true;
  }

  private void beginLoss(RecordHandler handler, long reachedNanos, long count) {
    if (!inLoss) {
      inLoss = true;
      lossCount = 0;
      add(losses, 1);
      handler.lossBegan(cpu, Math.max(lastNanos, reachedNanos));
    }
    lossCount = count < 0 || lossCount < 0 ? -1 : lossCount + count;
    add(eventsLost, Math.max(count, 0));
  }

  /**
   * Passes the records up to {@code limitNanos}, this included.
   *
   * @return whether the cursor is on a later record now; false if there is none
   */
  boolean passUntil(long limitNanos, RecordHandler handler) {
    long passed = 0;
    while (onRecord && headNanos <= limitNanos) {
      long timeNanos = headNanos;
      lastNanos = timeNanos;
      if (inLoss) {
        inLoss = false;
        handler.lossEnded(cpu, timeNanos, lossCount);
      }
      handler.record(cpu, timeNanos, buffer, cursor.recordOffset(), cursor.recordLength());
      passed++;
      advance(handler, timeNanos);
    }
    add(eventsRead, passed);
    return onRecord;
  }

  /** The time of the newest record that is known to be complete, if the kernel had more. */
  long newestNanos() {
    if (slots == 1) {
      // Nothing follows it as yet: it has to be passed as a whole to make room.
      return lastRecordNanos();
    }
    int slot = (first + used - 1) % slots;
    return buffer.getLong(slot * slotBytes);
  }

  private long lastRecordNanos() {
    SubBufferCursor walk = new SubBufferCursor();
    walk.load(buffer, 0, lengths[0]);
    long lastRecordNanos = buffer.getLong(0);
    while (walk.next()) {
      lastRecordNanos = walk.timeNanos();
    }
    return lastRecordNanos;
  }

  /** One writer: no need for an atomic read-modify-write. */
  private static void add(AtomicLong counter, long n) {
    counter.lazySet(counter.getPlain() + n);
  }

  long eventsRead() {
    return eventsRead.get();
  }

  long eventsLost() {
    return eventsLost.get();
  }

  long losses() {
    return losses.get();
  }

  long malformed() {
    return malformed.get();
  }

  RawFile file() {
    return file;
  }

  @Override
  public void close() {
    file.close();
  }
}
