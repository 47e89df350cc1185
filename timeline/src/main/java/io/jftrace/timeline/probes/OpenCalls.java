// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.probes;

import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.TimelineSink;
import java.util.Arrays;

/**
 * The calls of one function that one thread is in, outermost first, until their returns are seen.
 *
 * <p>A return belongs to the entry of its frame, which the stack pointer tells: at the return it is
 * that of the entry (arm64), or one word more, as the return address has been popped (x86-64: at
 * the trampoline that uprobes return to; for functions of the kernel, Linux 6.18
 * arch_rethook_trampoline_callback() of arch/x86/kernel/rethook.c makes it so). The stack grows
 * down, and frames that nest are at least two words apart. So
 *
 * <ul>
 *   <li>an entry ends what is open at its place and deeper. That was left by longjmp, by an
 *       exception or by a jump to another function, or its return was not recorded: of one thread
 *       the kernel follows 64 returns at a time (MAX_URETPROBE_DEPTH, include/linux/uprobes.h);
 *   <li>a return ends what is open deeper than its frame. If its own frame is not open, its entry
 *       was not seen.
 * </ul>
 *
 * <p>All this is torn: it is counted, and no call is made of it. Where a filter of the kernel's
 * leaves out entries, a return without one is ignored. One thing stack pointers cannot tell: a call
 * was left by longjmp, and the next one in the very same place was left out by a filter. Its return
 * is taken for that of the first.
 *
 * <p>Without stack pointers a return belongs to the entry that came last. That holds if both are
 * always recorded, or if they do not nest.
 */
final class OpenCalls {

  /** Far more than the returns that the kernel follows, so deeper entries have none. */
  static final int MAX_DEPTH = 1024;

  /** Of entries without a stack pointer. Nothing else ends those that have no return. */
  static final int MAX_ORDERED_DEPTH = 256;

  private static final long WORD_BYTES = 8;

  private final ProbeType type;
  private final TimelineSink sink;

  /** Those beyond the depth are there to be used again. */
  private OpenCall[] calls = new OpenCall[4];

  private int depth;

  OpenCalls(ProbeType type, TimelineSink sink) {
    this.type = type;
    this.sink = sink;
  }

  /**
   * @param stackPointer 0 if it is not known
   * @param span that was active then, or null
   */
  void entered(long timeNanos, long stackPointer, SpanRef span, ProbeValues values) {
    if (stackPointer != 0) {
      tearUpTo(stackPointer);
      if (depth == MAX_DEPTH) {
        // The outer ones are those whose returns will come.
        sink.probeTorn(type, 1);
        return;
      }
    } else if (depth >= MAX_ORDERED_DEPTH) {
      tearOldest();
    }
    push().set(timeNanos, stackPointer, span, values);
  }

  /**
   * The call that returns; valid until the next entry. Null if there is none that it can be.
   *
   * @param stackPointer 0 if it is not known
   */
  OpenCall returned(long timeNanos, long stackPointer) {
    if (stackPointer != 0) {
      tearUpTo(stackPointer - WORD_BYTES - 1);
    }
    OpenCall call = depth == 0 ? null : calls[depth - 1];
    if (call == null || isOutside(call, stackPointer)) {
      if (!type.entriesFiltered()) {
        sink.probeTorn(type, 1);
      }
      return null;
    }
    depth--;
    if (timeNanos - call.startNanos() < 0) {
      sink.probeTorn(type, 2);
      return null;
    }
    return call;
  }

  /** It is not known any more which of them have returned. */
  void tear() {
    tearTo(0);
  }

  private void tearUpTo(long stackPointer) {
    int left = depth;
    while (left > 0 && Long.compareUnsigned(calls[left - 1].stackPointer(), stackPointer) <= 0) {
      left--;
    }
    tearTo(left);
  }

  private void tearTo(int newDepth) {
    int count = depth - newDepth;
    depth = newDepth;
    if (count > 0) {
      sink.probeTorn(type, count);
    }
  }

  private void tearOldest() {
    OpenCall oldest = calls[0];
    System.arraycopy(calls, 1, calls, 0, depth - 1);
    depth--;
    calls[depth] = oldest;
    sink.probeTorn(type, 1);
  }

  private OpenCall push() {
    if (depth == calls.length) {
      calls = Arrays.copyOf(calls, 2 * depth);
    }
    if (calls[depth] == null) {
      calls[depth] = new OpenCall(type.entryFields());
    }
    return calls[depth++];
  }

  /** Whether a call's frame is around the one that a return was from. */
  private static boolean isOutside(OpenCall call, long stackPointer) {
    return stackPointer != 0 && Long.compareUnsigned(call.stackPointer(), stackPointer) > 0;
  }
}
