// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/** Why a thread was off its CPU, as far as is known. The labels are part of the contract. */
public enum WaitReason {
  /** It could have gone on, but its CPU was given to another task. */
  PREEMPTED("preempted"),
  /** It waits in an interruptible sleep, for what is not known further. */
  SLEEPING("sleeping"),
  /** It waits in an uninterruptible sleep (kernel letter D), for what is not known further. */
  UNINTERRUPTIBLE("uninterruptible"),
  /** It was stopped by a signal or a debugger (kernel letters T and t). */
  STOPPED("stopped");

  private final String label;

  WaitReason(String label) {
    this.label = label;
  }

  /** Lower-case words with dashes, for events, attributes and metrics. */
  public String label() {
    return label;
  }

  /** As far as the scheduler alone tells, from the kernel's state letter at the switch-out. */
  public static WaitReason ofState(char letter) {
    return switch (letter) {
      case 'R' -> PREEMPTED;
      case 'D' -> UNINTERRUPTIBLE;
      case 'T', 't' -> STOPPED;
      default -> SLEEPING;
    };
  }
}
