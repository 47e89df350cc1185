// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.WaitReason;

/**
 * Tells why a thread waits from the system call that it is in. Used by one thread: the reader's.
 */
public final class WaitClassifier {

  // include/uapi/asm-generic/fcntl.h: the commands of fcntl that wait for a lock.
  private static final int F_SETLKW = 7;
  private static final int F_OFD_SETLKW = 38;

  // include/uapi/linux/futex.h: operations that wait, and the bits that are not flags.
  private static final int FUTEX_WAIT = 0;
  private static final int FUTEX_WAIT_BITSET = 9;
  private static final int FUTEX_CMD_MASK = 127;

  // include/uapi/linux/sched.h: clone makes a thread.
  private static final int CLONE_THREAD = 0x10000;

  private final WaitLookups lookups;
  private final SystemCalls calls;
  private final DescriptorWaits descriptors;
  private final WaitFacts facts = new WaitFacts();
  private final EndedCall endedCall;

  private boolean objectWaitsTraced;
  private Class<?> blocker;

  public WaitClassifier(WaitLookups lookups) {
    this(lookups, SystemCalls.OWN);
  }

  WaitClassifier(WaitLookups lookups, SystemCalls calls) {
    this.lookups = lookups;
    this.calls = calls;
    this.descriptors = new DescriptorWaits(lookups);
    this.endedCall = new EndedCall(lookups, calls);
  }

  /**
   * Why a thread waits that is in a system call now, for when no events tell. What a poll of one
   * descriptor waits for is not known then, and it is {@code poll}; nor what a futex of the
   * monitors' is waited for.
   *
   * @param startNanos when the wait began
   * @param state the kernel's letter for the state that the thread was left in
   * @param number of the call on this architecture; negative if it is in none
   * @return null if the call alone does not tell
   */
  public WaitReason ofCall(
      TracedThread thread,
      long startNanos,
      char state,
      int number,
      long arg0,
      long arg1,
      long arg2) {
    facts.set(thread, startNanos, state);
    facts.call(number < 0 ? null : calls.kind(number), arg0, arg1, arg2);
    return classify(facts);
  }

  /** What the thread was parked on in the wait that was classified last; null if it was not. */
  public Class<?> blocker() {
    return blocker;
  }

  SystemCalls calls() {
    return calls;
  }

  /** For {@link #classify}, which is done with it when it returns. */
  WaitFacts facts() {
    return facts;
  }

  /** A call began that may close a descriptor. */
  void callBegan(int number, long arg0) {
    descriptors.open().callBegan(calls.effect(number), arg0);
  }

  /** A call ended that may have opened a descriptor. */
  void callEnded(int number, long arg0, long result) {
    descriptors.open().callEnded(calls.effect(number), arg0, result);
  }

  /** Calls may have been missed. */
  public void forgetDescriptors() {
    descriptors.open().forget();
  }

  /** For {@link io.jftrace.timeline.TimelineSink#systemCall}. */
  EndedCall endedCall() {
    return endedCall;
  }

  /** Without it, Object.wait looks like the wait for a monitor. */
  public void objectWaitsAreTraced() {
    objectWaitsTraced = true;
  }

  boolean tracesObjectWaits() {
    return objectWaitsTraced;
  }

  /** Whether a futex call is a wait for a monitor, or for its signal. */
  boolean isMonitorWait(TracedThread thread, long address, long operation) {
    long command = operation & FUTEX_CMD_MASK;
    return (command == FUTEX_WAIT || command == FUTEX_WAIT_BITSET)
        && lookups.futexUse(thread, address) == FutexUse.MONITOR;
  }

  /** Why a thread waited; null if what is known does not tell. */
  WaitReason classify(WaitFacts wait) {
    blocker = null;
    boolean blocked = wait.state == 'D';
    if (blocked && wait.faulted && mayFault(wait.kind)) {
      return wait.endedByOwn ? WaitReason.MMAP_LOCK : WaitReason.PAGE_FAULT;
    }
    if (wait.kind == null) {
      return null;
    }
    return switch (wait.kind) {
      case FUTEX -> blocked ? ofMemory(wait) : ofFutex(wait);
      case RECEIVE -> WaitReason.SOCKET_READ;
      case SEND -> WaitReason.SOCKET_WRITE;
      case ACCEPT -> WaitReason.ACCEPT;
      case CONNECT -> WaitReason.CONNECT;
      case POLL -> ofPoll(wait);
      case SELECT, EPOLL -> WaitReason.POLL;
      case SLEEP -> WaitReason.SLEEP;
      case FSYNC, SYNC -> WaitReason.FSYNC;
      case FILE_LOCK -> WaitReason.FILE_LOCK;
      case FILE_CONTROL -> waitsForLock(wait.arg1) ? WaitReason.FILE_LOCK : null;
      case CHILD -> WaitReason.CHILD_PROCESS;
      // It may make a thread, which waits for memory only.
      case CLONE3 -> blocked && !wait.endedByOwn ? WaitReason.CHILD_PROCESS : ofMemory(wait);
      case CLONE -> (wait.arg0 & CLONE_THREAD) == 0 ? WaitReason.CHILD_PROCESS : null;
      case READ -> descriptors.read((int) wait.arg0, blocked);
      case WRITE -> descriptors.write((int) wait.arg0, blocked);
      case SENDFILE -> descriptors.transfer((int) wait.arg1, (int) wait.arg0, blocked);
      case SPLICE -> descriptors.transfer((int) wait.arg0, (int) wait.arg2, blocked);
      case FILE_FIND, FILE_ASK -> blocked ? WaitReason.FILE_READ : null;
      case FILE_CHANGE, FILE_ALTER -> blocked ? WaitReason.FILE_WRITE : null;
      case MEMORY -> ofMemory(wait);
      case DESCRIPTOR, RESTART, OTHER -> null;
    };
  }

  /**
   * Whether a wait after a page fault is for the page, and not for what the call does: a call that
   * reads a file touches the memory that it reads to between two reads of the disk.
   */
  private static boolean mayFault(CallKind kind) {
    return kind == null
        || switch (kind) {
          case WRITE, SEND, RECEIVE, FUTEX, POLL, EPOLL, DESCRIPTOR, OTHER -> true;
          default -> false;
        };
  }

  /** A call that needs the address space's lock waits for it uninterruptibly. */
  private static WaitReason ofMemory(WaitFacts wait) {
    return wait.state == 'D' && wait.endedByOwn ? WaitReason.MMAP_LOCK : null;
  }

  private WaitReason ofFutex(WaitFacts wait) {
    return switch (lookups.futexUse(wait.thread, wait.arg0)) {
      case PARK -> {
        blocker = lookups.parkBlocker(wait.thread, wait.startNanos);
        yield ParkBlockers.reasonOf(blocker);
      }
      case MONITOR -> wait.monitor;
      case SLEEP -> WaitReason.SLEEP;
      case OTHER -> WaitReason.JVM_INTERNAL;
      case UNKNOWN -> null;
    };
  }

  /** The JDK polls a socket of its own after a call that would have had to wait. */
  private static WaitReason ofPoll(WaitFacts wait) {
    if (wait.arg1 == 0) {
      return WaitReason.SLEEP;
    }
    if (wait.arg1 != 1 || wait.tried == null) {
      return WaitReason.POLL;
    }
    return switch (wait.tried) {
      case READ, RECEIVE -> WaitReason.SOCKET_READ;
      case WRITE, SEND -> WaitReason.SOCKET_WRITE;
      case ACCEPT -> WaitReason.ACCEPT;
      case CONNECT -> WaitReason.CONNECT;
      default -> WaitReason.POLL;
    };
  }

  private static boolean waitsForLock(long command) {
    return command == F_SETLKW || command == F_OFD_SETLKW;
  }
}
