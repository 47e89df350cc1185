// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

import io.jftrace.timeline.WaitReason;

/** What a thread's time is charged as, as indices: the reasons of waits, and two more. */
@SuppressWarnings("EnumOrdinal") // An array by ordinal: this is on the path of every event.
final class TimeKinds {

  private static final int REASONS = WaitReason.values().length;

  static final int RUN_QUEUE = WaitReason.RUN_QUEUE.ordinal();
  static final int CPU = REASONS;
  static final int UNKNOWN = REASONS + 1;
  static final int COUNT = REASONS + 2;

  private TimeKinds() {}

  static int of(WaitReason reason) {
    return reason == WaitReason.PREEMPTED ? RUN_QUEUE : reason.ordinal();
  }
}
