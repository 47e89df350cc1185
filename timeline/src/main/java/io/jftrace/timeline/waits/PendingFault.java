// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.TracedThread;

/**
 * A thread's last page fault, until it is clear whether the thread had to wait for it: the kernel
 * tells only of its beginning.
 */
final class PendingFault {

  /** A thread that has run so long since is not in the fault any more. */
  private static final long HANDLED_NANOS = 1_000_000;

  private final TracedThread thread;
  private final TimelineSink sink;

  private boolean pending;
  private boolean major;
  private boolean readsDisk;
  private long startNanos;
  private long endNanos;
  private long address;

  PendingFault(TracedThread thread, TimelineSink sink) {
    this.thread = thread;
    this.sink = sink;
  }

  void began(long timeNanos, long newAddress) {
    pass();
    pending = true;
    major = false;
    readsDisk = false;
    startNanos = timeNanos;
    endNanos = timeNanos;
    address = newAddress;
  }

  boolean isPending() {
    return pending;
  }

  /** The thread asked a disk for something. */
  void requestIssued() {
    readsDisk = true;
  }

  /** Whether the thread has asked a disk for something since the fault. */
  boolean readsDisk() {
    return pending && readsDisk;
  }

  /** The thread waited in the fault, and may do so again. */
  void waited(long untilNanos, boolean forPage) {
    endNanos = untilNanos;
    major |= forPage;
  }

  /** The thread runs at that time. */
  void ranAt(long timeNanos) {
    if (pending && timeNanos - endNanos > HANDLED_NANOS) {
      pass();
    }
  }

  /** The thread went on to do something else. */
  void pass() {
    if (pending) {
      pending = false;
      sink.pageFault(thread, startNanos, endNanos, address, major);
    }
  }
}
