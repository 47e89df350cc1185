// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import io.jftrace.timeline.waits.WaitAnswer;

/**
 * One absence of a thread from a CPU. Reused for the next one: a sink that wants to keep it copies
 * what it needs. Times are nanoseconds of {@link System#nanoTime()}.
 */
public final class OffCpuInterval {

  private final SpanSource spans;

  private TracedThread thread;
  private long startNanos;
  private long queuedNanos;
  private long endNanos;
  private char state;
  private int cpuOut;
  private int cpuIn;
  private WakerKind wakerKind = WakerKind.NONE;
  private int wakerTid;
  private TracedThread waker;
  private String wakerComm = "";
  private WaitReason reason = WaitReason.SLEEPING;
  private WaitAnswer answer;
  private SpanRef span;
  private boolean spanAsked;

  OffCpuInterval(SpanSource spans) {
    this.spans = spans;
  }

  void set(
      TracedThread newThread,
      long newStartNanos,
      long newQueuedNanos,
      long newEndNanos,
      char newState,
      int newCpuOut,
      int newCpuIn) {
    thread = newThread;
    startNanos = newStartNanos;
    queuedNanos = newQueuedNanos;
    endNanos = newEndNanos;
    state = newState;
    cpuOut = newCpuOut;
    cpuIn = newCpuIn;
    spanAsked = false;
    span = null;
    setWaker(WakerKind.NONE, -1, null, "");
    reason = WaitReason.ofState(newState);
    answer = null;
  }

  void setWaker(WakerKind kind, int tid, TracedThread wakerThread, String comm) {
    wakerKind = kind;
    wakerTid = tid;
    waker = wakerThread;
    wakerComm = comm;
  }

  void answer(WaitAnswer newAnswer) {
    answer = newAnswer;
    if (newAnswer.reason() != null) {
      reason = newAnswer.reason();
    }
  }

  /** Who was away. */
  public TracedThread thread() {
    return thread;
  }

  /** When it was switched out. */
  public long startNanos() {
    return startNanos;
  }

  /** When it became runnable: between start and end; start if it never stopped being so. */
  public long queuedNanos() {
    return queuedNanos;
  }

  /** When it was switched in again. */
  public long endNanos() {
    return endNanos;
  }

  public long durationNanos() {
    return endNanos - startNanos;
  }

  /** The part of it on a run queue: runnable, but without a CPU. */
  public long runQueueNanos() {
    return endNanos - queuedNanos;
  }

  /** The kernel's letter for the state that the thread was left in. */
  public char state() {
    return state;
  }

  public WaitReason reason() {
    return reason;
  }

  /** The class of the monitor or synchronizer that was waited for, or empty. */
  public String lockClass() {
    return answer == null ? "" : answer.lockClass();
  }

  /** The name of the thread that held the lock, or empty. */
  public String lockOwner() {
    return answer == null ? "" : answer.lockOwner();
  }

  /** The top frames of the Java stack, one a line, the innermost first; or empty. */
  public String javaStack() {
    return answer == null ? "" : answer.javaStack();
  }

  /** The name of the system call that it happened in, or empty. */
  public String systemCall() {
    return answer == null ? "" : answer.systemCall();
  }

  /** What the system call's descriptor is: a path or an address; or empty. */
  public String target() {
    return answer == null ? "" : answer.target();
  }

  /**
   * Whom the waker had waited for meanwhile, and so on, as {@code B (fsync) ← C (run-queue) ← …};
   * or empty.
   */
  public String wakerChain() {
    return "";
  }

  /** The CPU that it left. */
  public int cpuOut() {
    return cpuOut;
  }

  /**
   * The CPU that it came back to, or -1 if the kernel did not record the switch-in; then the end is
   * the wake-up.
   */
  public int cpuIn() {
    return cpuIn;
  }

  public WakerKind wakerKind() {
    return wakerKind;
  }

  /** The waker's tid; 0 for an interrupt, -1 if there is none. */
  public int wakerTid() {
    return wakerTid;
  }

  /** The waker if it is a thread of this process, else null. */
  public TracedThread waker() {
    return waker;
  }

  /** The waker's thread name, "interrupt", "other process", or empty. */
  public String wakerName() {
    return waker == null ? wakerKind.label() : waker.name();
  }

  /** The comm of a waker of another process, else empty. */
  public String wakerComm() {
    return wakerComm;
  }

  /** The span that was active on the thread, or null. */
  public SpanRef span() {
    if (!spanAsked) {
      spanAsked = true;
      span = spans.activeAt(thread, startNanos);
    }
    return span;
  }
}
