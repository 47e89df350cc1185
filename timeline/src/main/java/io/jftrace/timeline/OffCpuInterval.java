// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import io.jftrace.timeline.waits.SystemCalls;
import io.jftrace.timeline.waits.WaitAnswer;
import io.jftrace.timeline.waits.WaitLookups;
import java.util.concurrent.locks.StampedLock;

/**
 * One absence of a thread from a CPU. Reused for the next one: a sink that wants to keep it copies
 * what it needs. Times are nanoseconds of {@link System#nanoTime()}.
 */
public final class OffCpuInterval {

  private final SpanSource spans;
  private final WaitLookups lookups;
  private final WakerChain chain;

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
  private int callNumber;
  private int descriptor;
  private Class<?> blocker;
  private String target;
  private String wakerChain;
  private SpanRef span;
  private boolean spanAsked;
  private SpanRef wakerSpan;
  private boolean wakerSpanAsked;
  private Thread virtual;
  private boolean virtualAsked;

  OffCpuInterval(SpanSource spans, WaitLookups lookups, WakerChain chain) {
    this.spans = spans;
    this.lookups = lookups;
    this.chain = chain;
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
    wakerSpanAsked = false;
    wakerSpan = null;
    virtualAsked = false;
    virtual = null;
    setWaker(WakerKind.NONE, -1, null, "");
    reason = WaitReason.ofState(newState);
    answer = null;
    blocker = null;
    wakerChain = null;
    call(-1, -1);
  }

  void setWaker(WakerKind kind, int tid, TracedThread wakerThread, String comm) {
    wakerKind = kind;
    wakerTid = tid;
    waker = wakerThread;
    wakerComm = comm;
  }

  /** What was found out about it while it lasted. */
  void answer(WaitAnswer newAnswer) {
    answer = newAnswer;
  }

  void reason(WaitReason newReason) {
    reason = newReason;
  }

  /**
   * @param number of the system call that it happened in, or -1
   * @param newDescriptor that the call is about, or -1
   */
  void call(int number, int newDescriptor) {
    callNumber = number;
    descriptor = newDescriptor;
    target = null;
  }

  /** The class of what the thread was parked on, or null. */
  void blocker(Class<?> newBlocker) {
    blocker = newBlocker;
  }

  /** Who was away. */
  public TracedThread thread() {
    return thread;
  }

  /** The virtual thread that was mounted on it; null if none was, or if it is not known. */
  public Thread virtualThread() {
    if (!virtualAsked) {
      virtualAsked = true;
      virtual = thread.mountedAt(startNanos);
    }
    return virtual;
  }

  /** The name of the virtual thread that was mounted on it, or else its own. */
  public String threadName() {
    Thread mounted = virtualThread();
    return mounted == null ? thread.name() : VirtualThreads.nameOf(mounted);
  }

  /** The JVM's id of the same thread; 0 for one that is not Java's. */
  public long threadId() {
    Thread mounted = virtualThread();
    return mounted == null ? thread.javaId() : mounted.getId();
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
    if (answer != null && !answer.lockClass().isEmpty()) {
      return answer.lockClass();
    }
    return blocker == null ? "" : blocker.getName();
  }

  /**
   * The name of the thread that held the lock when that was asked; of a wait that was not, the one
   * that ended it, as who releases a lock wakes the next. Empty for locks that know no owner.
   */
  public String lockOwner() {
    if (answer != null) {
      return answer.lockOwner();
    }
    boolean handedOver = reason == WaitReason.LOCK && blocker != StampedLock.class;
    return handedOver && waker != null ? wakerName() : "";
  }

  /** The top frames of the Java stack, one a line, the innermost first; or empty. */
  public String javaStack() {
    return answer == null ? "" : answer.javaStack();
  }

  /** The name of the system call that it happened in, or empty. */
  public String systemCall() {
    if (callNumber >= 0) {
      return SystemCalls.OWN.name(callNumber);
    }
    return answer == null ? "" : answer.systemCall();
  }

  /** What the system call's descriptor is: a path or an address; or empty. */
  public String target() {
    if (target == null) {
      // What was asked meanwhile holds, also if the descriptor has been closed since.
      target = answer == null ? "" : answer.target();
      if (target.isEmpty() && descriptor >= 0) {
        target = lookups.descriptorTarget(descriptor);
      }
    }
    return target;
  }

  /**
   * Whom the waker had waited for meanwhile, and so on: {@code B (lock 12.3 ms) ← C (fsync 11.9 ms)
   * ← interrupt}. Each with what it waited for; the last one ended the last of these waits. Empty
   * if the waker had not waited itself.
   */
  public String wakerChain() {
    if (wakerChain == null) {
      wakerChain = chain.of(this);
    }
    return wakerChain;
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

  /**
   * The name of the waker's thread, of the virtual one if one was mounted on it; or "interrupt",
   * "other process", or empty.
   */
  public String wakerName() {
    return waker == null ? wakerKind.label() : waker.nameAt(queuedNanos);
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

  /** The span that was active on the waker's thread when it woke this one, or null. */
  public SpanRef wakerSpan() {
    if (!wakerSpanAsked) {
      wakerSpanAsked = true;
      wakerSpan = waker == null ? null : spans.activeAt(waker, queuedNanos);
    }
    return wakerSpan;
  }
}
