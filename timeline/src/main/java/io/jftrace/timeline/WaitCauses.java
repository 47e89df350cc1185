// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import io.jftrace.timeline.waits.JvmThreads;
import io.jftrace.timeline.waits.ThreadActivity;
import io.jftrace.timeline.waits.WaitAnswer;
import io.jftrace.timeline.waits.WaitClassifier;

/**
 * Finds the reason of each wait: in what its thread did, what was asked meanwhile, who ended it.
 */
final class WaitCauses {

  private final WaitClassifier classifier;
  private final PauseTracker pauses;

  /** Whether more is to be found out than what the scheduler tells. */
  private final boolean asks;

  WaitCauses(WaitClassifier classifier, PauseTracker pauses, boolean asks) {
    this.classifier = classifier;
    this.pauses = pauses;
    this.asks = asks;
  }

  /** Gives an interval its reason, and what is found on the way. */
  void explain(OffCpuInterval interval) {
    TracedThread thread = interval.thread();
    WaitAnswer answer = thread.answer();
    if (answer != null && answer.holdsFor(interval.startNanos(), interval.queuedNanos())) {
      interval.answer(answer);
    } else {
      answer = null;
    }
    WaitReason reason = ofActivity(interval, thread.activity());
    if (reason == null && answer != null) {
      reason = answer.reason();
    }
    WaitReason byState = WaitReason.ofState(interval.state());
    if (!byState.isUnknown()) {
      reason = byState;
    } else if (interval.queuedNanos() == interval.startNanos()) {
      // Woken before it had left its CPU.
      reason = WaitReason.RUN_QUEUE;
    } else if (!asks) {
      reason = byState;
    } else if (reason == null || reason == WaitReason.JVM_INTERNAL) {
      reason = ofJvm(interval, reason == null ? byState : reason);
    }
    interval.reason(reason);
    remember(interval);
  }

  private WaitReason ofActivity(OffCpuInterval interval, ThreadActivity activity) {
    if (activity == null) {
      return null;
    }
    boolean endedByOwn = interval.wakerKind() == WakerKind.THREAD;
    WaitReason reason =
        activity.waited(interval.startNanos(), interval.endNanos(), interval.state(), endedByOwn);
    interval.call(activity.number(), activity.descriptor());
    if (reason != null) {
      interval.blocker(classifier.blocker());
    }
    return reason;
  }

  /** An application's thread that the VM Thread wakes had been stopped by it. */
  private WaitReason ofJvm(OffCpuInterval interval, WaitReason otherwise) {
    if (interval.state() != 'S') {
      return otherwise;
    }
    JvmThreads role = interval.thread().role();
    TracedThread waker = interval.waker();
    boolean stoppable = role == JvmThreads.NONE || role == JvmThreads.HIDDEN;
    if (stoppable && waker != null && waker.role() == JvmThreads.VM_THREAD) {
      return pauses.isCollection(interval.startNanos(), interval.queuedNanos())
          ? WaitReason.GC
          : WaitReason.SAFEPOINT;
    }
    return role == JvmThreads.NONE ? otherwise : WaitReason.JVM_INTERNAL;
  }

  private void remember(OffCpuInterval interval) {
    if (interval.state() == 'S') {
      pauses.waited(
          interval.thread(), interval.queuedNanos(), interval.endNanos(), interval.waker());
    }
    if (interval.durationNanos() >= RecentWaits.MIN_NANOS) {
      interval
          .thread()
          .addWait(
              interval.startNanos(),
              interval.queuedNanos(),
              interval.endNanos(),
              interval.reason(),
              interval.wakerTid());
    }
  }
}
