// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatField;

/**
 * The column of letters that says in what context an event happened, for example {@code d.h2.}:
 * interrupts off, need-resched, hard or soft interrupt, preempt depth, migrate-disable depth
 * (trace_print_lat_fmt in kernel/trace/trace_output.c, Linux 6.18; from 5.15 on the same but for
 * the lazy need-resched, which 6.13 added). A kernel patched for real time, before that, has a
 * letter and a depth more.
 */
final class ContextFlags {

  // include/linux/trace_events.h
  private static final int IRQS_OFF = 0x01;

  /** Of 6.13 and later, and of kernels patched for real time. */
  private static final int NEED_RESCHED_LAZY = 0x02;

  /** The same bit, before: the architecture cannot tell whether interrupts are off. */
  private static final int IRQS_NOSUPPORT = 0x02;

  private static final int NEED_RESCHED = 0x04;
  private static final int HARD_IRQ = 0x08;
  private static final int SOFT_IRQ = 0x10;
  private static final int PREEMPT_RESCHED = 0x20;
  private static final int NMI = 0x40;
  private static final int BH_OFF = 0x80;

  private final boolean hasLazy;

  /** Since 5.15. */
  private final boolean hasMigrateDisable;

  private final FormatField flags;
  private final FormatField preemptCount;

  /** Of kernels patched for real time only. */
  private final FormatField preemptLazyCount;

  ContextFlags(EventFormat format, KernelFacts facts) {
    flags = format.find("common_flags");
    preemptCount = format.find("common_preempt_count");
    preemptLazyCount = format.find("common_preempt_lazy_count");
    hasMigrateDisable = facts.isAtLeast(5, 15);
    hasLazy = preemptLazyCount == null && facts.isAtLeast(6, 13);
  }

  void print(EventRecord record, StringBuilder out) {
    int bits = flags == null ? 0 : (int) record.integer(flags);
    int count = preemptCount == null ? 0 : (int) record.integer(preemptCount);
    out.append(interruptsOff(bits));
    out.append(needResched(hasLazy ? bits : bits & ~NEED_RESCHED_LAZY));
    if (preemptLazyCount != null) {
      out.append((bits & NEED_RESCHED_LAZY) == 0 ? '.' : 'L');
    }
    out.append(interrupt(bits)).append(depth(count & 0xf));
    if (preemptLazyCount != null) {
      out.append(depth((int) record.integer(preemptLazyCount) & 0xf));
    }
    if (hasMigrateDisable) {
      out.append(depth(count >> 4 & 0xf));
    }
  }

  private char interruptsOff(int bits) {
    boolean bottomHalvesOff = (bits & BH_OFF) != 0;
    if ((bits & IRQS_OFF) != 0) {
      return bottomHalvesOff ? 'D' : 'd';
    }
    if (bottomHalvesOff) {
      return 'b';
    }
    boolean notKnown = !hasLazy && preemptLazyCount == null && (bits & IRQS_NOSUPPORT) != 0;
    return notKnown ? 'X' : '.';
  }

  private static char needResched(int bits) {
    return switch (bits & (NEED_RESCHED | NEED_RESCHED_LAZY | PREEMPT_RESCHED)) {
      case NEED_RESCHED | NEED_RESCHED_LAZY | PREEMPT_RESCHED -> 'B';
      case NEED_RESCHED | PREEMPT_RESCHED -> 'N';
      case NEED_RESCHED_LAZY | PREEMPT_RESCHED -> 'L';
      case NEED_RESCHED | NEED_RESCHED_LAZY -> 'b';
      case NEED_RESCHED -> 'n';
      case NEED_RESCHED_LAZY -> 'l';
      case PREEMPT_RESCHED -> 'p';
      default -> '.';
    };
  }

  private static char interrupt(int bits) {
    boolean hard = (bits & HARD_IRQ) != 0;
    if ((bits & NMI) != 0) {
      return hard ? 'Z' : 'z';
    }
    if ((bits & SOFT_IRQ) != 0) {
      return hard ? 'H' : 's';
    }
    return hard ? 'h' : '.';
  }

  private static char depth(int depth) {
    return depth == 0 ? '.' : Character.forDigit(depth, 16);
  }
}
