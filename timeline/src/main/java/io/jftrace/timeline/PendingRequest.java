// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/**
 * A request that a block device has not yet done all of, and its places in {@link BlockRequests}.
 */
final class PendingRequest implements BlockRequest {

  private TracedThread thread;
  private long issueNanos;
  private long completeNanos;
  private int device;
  private long sector;
  private long bytes;
  private BlockOperation operation = BlockOperation.OTHER;
  private int error;
  private SpanRef span;
  private Thread virtual;

  /** Where the part begins that is still to be done. */
  long nextSector;

  /** How many sectors are still to be done. */
  long sectorsLeft;

  /** Whether it has no data: a flush. */
  boolean empty;

  /** The next one of the same bucket, or of the free ones. */
  PendingRequest next;

  /** Its neighbours by the time of issue. */
  PendingRequest older;

  PendingRequest newer;

  void issued(
      TracedThread newThread,
      SpanRef newSpan,
      long timeNanos,
      int newDevice,
      long newSector,
      long sectors,
      long newBytes,
      BlockOperation newOperation) {
    thread = newThread;
    span = newSpan;
    // Now, for the same reason as the span.
    virtual = newThread.mountedAt(timeNanos);
    issueNanos = timeNanos;
    device = newDevice;
    sector = newSector;
    bytes = newBytes;
    // A write of nothing is there for the flush that goes before it.
    boolean flushes = sectors == 0 && newOperation == BlockOperation.WRITE;
    operation = flushes ? BlockOperation.FLUSH : newOperation;
    error = 0;
    nextSector = newSector;
    sectorsLeft = sectors;
    empty = sectors == 0;
  }

  /** A part of it is done, or the last one. */
  void completed(long timeNanos, int newError) {
    completeNanos = timeNanos;
    error = newError == 0 ? error : newError;
  }

  boolean is(int otherDevice, long otherSector, boolean otherEmpty) {
    return nextSector == otherSector && device == otherDevice && empty == otherEmpty;
  }

  /** Lets go of what it belonged to. */
  void clear() {
    thread = null;
    span = null;
    virtual = null;
  }

  @Override
  public TracedThread thread() {
    return thread;
  }

  @Override
  public long issueNanos() {
    return issueNanos;
  }

  @Override
  public long completeNanos() {
    return completeNanos;
  }

  @Override
  public int device() {
    return device;
  }

  @Override
  public long sector() {
    return sector;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public BlockOperation operation() {
    return operation;
  }

  @Override
  public int error() {
    return error;
  }

  @Override
  public Thread virtualThread() {
    return virtual;
  }

  @Override
  public SpanRef span() {
    return span;
  }
}
