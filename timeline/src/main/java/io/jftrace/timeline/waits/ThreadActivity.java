// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.WaitReason;

/** What one thread is doing: the system call it is in, Object.wait, a page fault. */
public final class ThreadActivity {

  private static final int NO_CALL = -1;

  // include/uapi/asm-generic/errno-base.h, errno.h, and include/linux/errno.h.
  private static final int EINTR = -4;
  private static final int EAGAIN = -11;
  private static final int EALREADY = -114;
  private static final int EINPROGRESS = -115;
  private static final int ERESTARTSYS = -512;
  private static final int ERESTART_RESTARTBLOCK = -516;

  private final TracedThread thread;
  private final TimelineSink sink;
  private final WaitClassifier classifier;
  private final ObjectWait objectWait = new ObjectWait();
  private final PendingFault fault;

  /** Whether an event has told what the thread does. */
  private boolean known;

  private int number = NO_CALL;
  private long callStartNanos;
  private long callOffCpuNanos;
  private CallKind kind = CallKind.OTHER;
  private long arg0;
  private long arg1;
  private long arg2;
  private long lastResult;

  /** The call that would have had to wait for a descriptor, and was told to come again; or null. */
  private CallKind tried;

  private int triedDescriptor;

  public ThreadActivity(TracedThread thread, TimelineSink sink, WaitClassifier classifier) {
    this.thread = thread;
    this.sink = sink;
    this.classifier = classifier;
    this.fault = new PendingFault(thread, sink);
  }

  /** See {@link io.jftrace.timeline.scheduler.ActivityEvents#syscallEntered}. */
  public void syscallEntered(
      long timeNanos, int newNumber, long newArg0, long newArg1, long newArg2) {
    fault.pass();
    known = true;
    number = newNumber;
    callStartNanos = timeNanos;
    callOffCpuNanos = 0;
    classifier.callBegan(newNumber, newArg0);
    CallKind newKind = classifier.calls().kind(newNumber);
    if (newKind == CallKind.RESTART && lastResult == ERESTART_RESTARTBLOCK) {
      return;
    }
    kind = newKind;
    arg0 = newArg0;
    arg1 = newArg1;
    arg2 = newArg2;
    if (newKind != CallKind.FUTEX) {
      objectWait.elsewhere();
    }
  }

  /** See {@link io.jftrace.timeline.scheduler.ActivityEvents#syscallExited}. */
  public void syscallExited(long timeNanos, int exitedNumber, long result) {
    fault.pass();
    known = true;
    boolean seen = number != NO_CALL && number == exitedNumber;
    int descriptor = descriptor();
    number = NO_CALL;
    lastResult = result;
    if (seen) {
      classifier.callEnded(exitedNumber, arg0, result);
      noteTried(result);
      noteSignal(result);
      EndedCall ended = classifier.endedCall();
      ended.set(thread, callStartNanos, timeNanos, callOffCpuNanos);
      ended.call(exitedNumber, result, descriptor);
      sink.systemCall(ended);
    }
  }

  /** See {@link io.jftrace.timeline.scheduler.ActivityEvents#pageFault}. */
  public void pageFault(long timeNanos, long address, boolean inKernel) {
    fault.began(timeNanos, address);
    if (!inKernel) {
      known = true;
      number = NO_CALL;
    }
  }

  /** See {@link io.jftrace.timeline.scheduler.ActivityEvents#monitorWaitEntered}. */
  public void monitorWaitEntered() {
    fault.pass();
    objectWait.entered();
  }

  /** See {@link io.jftrace.timeline.scheduler.ActivityEvents#monitorWaitExited}. */
  public void monitorWaitExited() {
    fault.pass();
    objectWait.exited();
  }

  /** The thread asked a disk for something. */
  public void blockIssued() {
    fault.requestIssued();
  }

  /** The thread has a CPU at that time. */
  public void ranAt(long timeNanos) {
    fault.ranAt(timeNanos);
  }

  /** What it does is not known any more. */
  public void forget() {
    fault.pass();
    known = false;
    number = NO_CALL;
    tried = null;
    objectWait.forget();
  }

  /** It ended. */
  public void end() {
    fault.pass();
  }

  /**
   * It was off its CPU.
   *
   * @param endedByOwn whether another thread of this process made it runnable
   * @return why; null if what it does does not tell
   */
  public WaitReason waited(long startNanos, long endNanos, char state, boolean endedByOwn) {
    callOffCpuNanos += endNanos - startNanos;
    if (state == 'R') {
      return null;
    }
    WaitReason reason = classified(startNanos, state, endedByOwn);
    if (reason == WaitReason.PAGE_FAULT || (reason == WaitReason.MMAP_LOCK && fault.isPending())) {
      fault.waited(endNanos, reason == WaitReason.PAGE_FAULT);
    } else {
      fault.pass();
    }
    return reason;
  }

  /** The number of the system call that it is in, or -1. */
  public int number() {
    return number;
  }

  /** The descriptor that its system call is about, or -1. */
  public int descriptor() {
    if (number == NO_CALL) {
      return -1;
    }
    if (kind == CallKind.POLL) {
      return tried == null || arg1 != 1 ? -1 : triedDescriptor;
    }
    return switch (kind.descriptorArgument()) {
      case 0 -> (int) arg0;
      case 1 -> (int) arg1;
      default -> -1;
    };
  }

  private WaitReason classified(long startNanos, char state, boolean endedByOwn) {
    if (!known && !fault.isPending()) {
      return null;
    }
    WaitFacts facts = classifier.facts();
    facts.set(thread, startNanos, state);
    if (number != NO_CALL) {
      facts.call(kind, arg0, arg1, arg2);
      facts.tried = tried;
      facts.monitor = classifier.tracesObjectWaits() ? objectWait.reason() : null;
    }
    facts.faulted = fault.isPending();
    // A page that the thread itself reads is not what the waker had locked.
    facts.endedByOwn = endedByOwn && !fault.readsDisk();
    return classifier.classify(facts);
  }

  private void noteTried(long result) {
    switch (kind) {
      case READ, RECEIVE, WRITE, SEND, ACCEPT, CONNECT -> {
        boolean again = result == EAGAIN || result == EALREADY || result == EINPROGRESS;
        tried = again ? kind : null;
        triedDescriptor = (int) arg0;
      }
      // What comes between a call and the poll for it, and a poll that is made again.
      case POLL, FUTEX, MEMORY, RESTART, OTHER -> {}
      default -> tried = null;
    }
  }

  private void noteSignal(long result) {
    boolean interrupted =
        result == EINTR || (result <= ERESTARTSYS && result >= ERESTART_RESTARTBLOCK);
    if (kind == CallKind.FUTEX
        && !interrupted
        && objectWait.awaitsSignal()
        && classifier.isMonitorWait(thread, arg0, arg1)) {
      objectWait.signalled();
    }
  }
}
