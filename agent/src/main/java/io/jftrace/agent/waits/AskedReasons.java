// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.WaitReason;
import io.jftrace.timeline.waits.CallKind;
import io.jftrace.timeline.waits.ParkBlockers;
import io.jftrace.timeline.waits.SystemCalls;
import io.jftrace.timeline.waits.WaitClassifier;
import io.jftrace.timeline.waits.WaitLookups;
import java.util.concurrent.locks.LockSupport;

/** Why a thread waits, from what it was asked. */
final class AskedReasons {

  private final WaitLookups lookups;
  private final WaitClassifier classifier;

  AskedReasons(WaitLookups lookups) {
    this.lookups = lookups;
    this.classifier = new WaitClassifier(lookups);
  }

  /**
   * The reason, or null if it stays open.
   *
   * @param waitChannel the kernel's function that the thread waits in, or empty
   */
  WaitReason of(
      TracedThread thread,
      long startNanos,
      char state,
      CurrentCall call,
      String waitChannel,
      JavaWait java,
      StackTraceElement[] stack) {
    CallKind kind = call.isNone() ? null : SystemCalls.OWN.kind(call.number());
    // First: a thread that is to enter a monitor may touch a page that is not there.
    if (state == 'D' && (kind == null || kind == CallKind.MEMORY || kind == CallKind.FUTEX)) {
      return ofMemory(waitChannel);
    }
    if (java.state() == Thread.State.BLOCKED) {
      return WaitReason.LOCK;
    }
    if (kind == CallKind.FUTEX && thread.javaThread() != null) {
      return ofFutex(thread, startNanos, call.arg0(), java, stack);
    }
    if (kind == CallKind.POLL && call.arg1() == 1) {
      WaitReason reason = Frames.ofChannel(stack);
      if (reason != null) {
        return reason;
      }
    }
    return classifier.ofCall(
        thread, startNanos, state, call.number(), call.arg0(), call.arg1(), call.arg2());
  }

  private WaitReason ofFutex(
      TracedThread thread,
      long startNanos,
      long address,
      JavaWait java,
      StackTraceElement[] stack) {
    Thread waiting = thread.javaThreadAt(startNanos);
    return switch (lookups.futexUse(thread, address)) {
      case PARK -> ofPark(waiting);
      case MONITOR -> isWaiting(java) ? WaitReason.QUEUE : null;
      case SLEEP -> WaitReason.SLEEP;
      case OTHER -> null;
      case UNKNOWN -> ofFrames(waiting, stack);
    };
  }

  private static WaitReason ofFrames(Thread thread, StackTraceElement[] stack) {
    if (Frames.isIn(stack, "jdk.internal.misc.Unsafe", "park")) {
      return ofPark(thread);
    }
    if (Frames.isIn(stack, "java.lang.Object", "wait")) {
      return WaitReason.QUEUE;
    }
    return Frames.isIn(stack, "java.lang.Thread", "sleep") ? WaitReason.SLEEP : null;
  }

  private static WaitReason ofPark(Thread thread) {
    Object blocker = LockSupport.getBlocker(thread);
    return ParkBlockers.reasonOf(blocker == null ? null : blocker.getClass());
  }

  /** Without java.management there is no state: entering is rarer than waiting, and shorter. */
  private static boolean isWaiting(JavaWait java) {
    return java.state() == null
        || java.state() == Thread.State.WAITING
        || java.state() == Thread.State.TIMED_WAITING;
  }

  /** For a page, or for the lock of the address space (mm/filemap.c, kernel/locking/rwsem.c). */
  private static WaitReason ofMemory(String waitChannel) {
    if (waitChannel.startsWith("rwsem_down_")) {
      return WaitReason.MMAP_LOCK;
    }
    boolean page = waitChannel.contains("folio") || waitChannel.contains("page");
    return page ? WaitReason.PAGE_FAULT : null;
  }
}
