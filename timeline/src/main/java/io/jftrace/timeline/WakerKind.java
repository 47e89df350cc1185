// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/** Who made a thread runnable again. */
public enum WakerKind {
  /** Nobody had to (it was preempted), or it is not known. */
  NONE(""),
  /** A thread of this process. */
  THREAD(""),
  /** A hard or soft interrupt: a timer, a device, the network. */
  INTERRUPT("interrupt"),
  /** A task of another process, or of the kernel. */
  OTHER_PROCESS("other process");

  private final String label;

  WakerKind(String label) {
    this.label = label;
  }

  /** What to show where there is no thread to name; empty for {@link #NONE} and {@link #THREAD}. */
  public String label() {
    return label;
  }
}
