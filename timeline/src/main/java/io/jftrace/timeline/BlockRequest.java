// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/**
 * One request to a block device, from its issue to its completion. Reused for the next one. Times
 * are nanoseconds of {@link System#nanoTime()}.
 */
public interface BlockRequest {

  /** The thread in whose context it was issued. */
  TracedThread thread();

  long issueNanos();

  long completeNanos();

  /** Major number shifted left by 20 bits, and minor number (the kernel's dev_t). */
  int device();

  /** The first sector, of 512 bytes. */
  long sector();

  long bytes();

  BlockOperation operation();

  /** 0, or a negative errno. */
  int error();

  /** The virtual thread that was mounted on the thread at the issue, or null. */
  default Thread virtualThread() {
    return null;
  }

  /** The span that was active on the thread at the issue, or null. */
  SpanRef span();
}
