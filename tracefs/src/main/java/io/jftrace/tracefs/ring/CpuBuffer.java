// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import io.jftrace.tracefs.linux.RawFile;
import io.jftrace.tracefs.linux.SystemCallException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The sub-buffers of one CPU that have been read and not yet merged: a ring of slots in one direct
 * buffer, and a cursor on the oldest record among them.
 */
final class CpuBuffer implements AutoCloseable {

  /**
   * The kernel's clock for tracing is read without a lock and may be ahead by a little
   * (ktime_get_mono_fast_ns); a damaged time is ahead by years.
   */
  private static final long CLOCK_SLACK_NANOS = 1_000_000_000;

  final int cpu;

  /** Time of the record that the cursor is on. */
  long headNanos;

  private final RawFile file;
  private final SlotMemory memory;
  private final int slotBytes;
  private final MalformedCounts malformed;
  private final Losses losses;
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
  private long lastNanos = Long.MIN_VALUE;

  /** No record that has been read can have a later time. */
  private long latestNanos = Long.MIN_VALUE;

  // Written by the reader's thread alone, read by any.
  private final AtomicLong eventsRead = new AtomicLong();

  CpuBuffer(RawFile file, Losses losses, int cpu, SlotMemory memory, MalformedCounts malformed) {
    this.cpu = cpu;
    this.malformed = malformed;
    this.file = file;
    this.losses = losses;
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
   * @param traceClock tells the time after reading
   * @return whether the kernel's side was empty
   */
  boolean fill(LongSupplier traceClock) throws SystemCallException {
    int usedBefore = used;
    boolean empty = fill();
    if (used > usedBefore) {
      latestNanos = Math.max(latestNanos, traceClock.getAsLong() + CLOCK_SLACK_NANOS);
    }
    return empty;
  }

  private boolean fill() throws SystemCallException {
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
        if (headNanos <= latestNanos) {
          onRecord = true;
          return true;
        }
        // It would hold up all that follows until that time comes.
        cursor.reject(Malformed.TIME_AHEAD);
      }
      if (!nextSubBuffer(handler, reachedNanos)) {
        onRecord = false;
        return false;
      }
    }
  }

  private boolean nextSubBuffer(RecordHandler handler, long reachedNanos) {
    if (firstIsLoaded) {
      if (cursor.malformed() != null) {
        malformed.add(cursor.malformed());
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
    losses.begin(handler, Math.max(lastNanos, reachedNanos), count);
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
      losses.end(handler, timeNanos);
      handler.record(cpu, timeNanos, buffer, cursor.recordOffset(), cursor.recordLength());
      passed++;
      advance(handler, timeNanos);
    }
    add(eventsRead, passed);
    return onRecord;
  }

  /**
   * If the kernel had more: the time up to which what was read is complete. Not before the record
   * that the cursor is on, so that a damaged time cannot keep that from being passed for ever.
   */
  long completeNanos() {
    if (slots == 1) {
      // Nothing follows it as yet: it has to be passed as a whole to make room.
      return Math.max(headNanos, lastRecordNanos());
    }
    int newest = (first + used - 1) % slots;
    return Math.max(headNanos, buffer.getLong(newest * slotBytes));
  }

  /** Tells of losses that no sub-buffer told of; all records have been passed. */
  void settle(RecordHandler handler, long reachedNanos) {
    losses.settle(handler, Math.max(lastNanos, reachedNanos), reachedNanos);
  }

  Losses losses() {
    return losses;
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

  RawFile file() {
    return file;
  }

  @Override
  public void close() {
    file.close();
  }
}
