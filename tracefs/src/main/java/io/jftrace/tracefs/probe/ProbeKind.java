// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

/** The first word of a probe's specification. */
public enum ProbeKind {
  UPROBE,
  URETPROBE,
  USDT,
  TRACEPOINT,
  KPROBE,
  KRETPROBE,
  /** Entry and return of a function in user space. */
  CALL,
  /** Entry and return of a function of the kernel. */
  KCALL;

  /** As it is written in a specification. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
