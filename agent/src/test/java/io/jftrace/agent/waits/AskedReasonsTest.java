// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.Timeline;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.WaitReason;
import io.jftrace.timeline.waits.FutexUse;
import io.jftrace.timeline.waits.SystemCalls;
import io.jftrace.timeline.waits.WaitLookups;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Decisions from literals; numbers of system calls are those of x86-64. */
class AskedReasonsTest {

  private static final int TID = 42;
  private static final CurrentCall FUTEX = new CurrentCall(202, 0x1000, 0, 0);
  private static final CurrentCall POLL_OF_ONE = new CurrentCall(7, 0x1000, 1, -1);
  private static final CurrentCall MUNMAP = new CurrentCall(11, 0, 0, 0);
  private static final StackTraceElement[] NO_STACK = {};
  private static final StackTraceElement[] PARKED =
      FramesTest.stack("jdk.internal.misc.Unsafe.park", "a.B.c");

  private FutexUse use = FutexUse.UNKNOWN;
  private final Timeline timeline =
      new Timeline(
          new TimelineSink() {},
          found -> found.thread(TID, Thread.currentThread(), 1),
          tid -> "",
          SpanSource.NONE,
          () -> 0);
  private final AskedReasons reasons =
      new AskedReasons(
          new WaitLookups() {
            @Override
            public FutexUse futexUse(TracedThread thread, long address) {
              return use;
            }
          });

  @BeforeEach
  void needsTheNumbers() {
    assumeTrue(SystemCalls.OWN.name(202).equals("futex"), "not x86-64");
    timeline.threadStarted(1, TID, "test");
  }

  private WaitReason reason(
      char state,
      CurrentCall call,
      String waitChannel,
      Thread.State javaState,
      StackTraceElement[] stack) {
    return reasons.of(
        timeline.thread(TID), 1, state, call, waitChannel, new JavaWait(javaState, "", ""), stack);
  }

  private WaitReason futex(FutexUse newUse, Thread.State state, StackTraceElement[] stack) {
    use = newUse;
    return reason('S', FUTEX, "", state, stack);
  }

  @Test
  void aBlockedThreadEntersAMonitor() {
    for (FutexUse any : FutexUse.values()) {
      assertEquals(WaitReason.LOCK, futex(any, Thread.State.BLOCKED, NO_STACK));
    }
  }

  @Test
  void futexesByTheirUse() {
    assertEquals(WaitReason.PARK, futex(FutexUse.PARK, Thread.State.WAITING, NO_STACK));
    assertEquals(WaitReason.SLEEP, futex(FutexUse.SLEEP, Thread.State.TIMED_WAITING, NO_STACK));
    assertEquals(WaitReason.QUEUE, futex(FutexUse.MONITOR, Thread.State.TIMED_WAITING, NO_STACK));
    assertEquals(WaitReason.QUEUE, futex(FutexUse.MONITOR, null, NO_STACK));
    assertNull(futex(FutexUse.MONITOR, Thread.State.RUNNABLE, NO_STACK));
    assertNull(futex(FutexUse.OTHER, Thread.State.RUNNABLE, PARKED));
  }

  @Test
  void futexesOfAnUnknownUseByTheirFrames() {
    Thread.State state = Thread.State.WAITING;
    assertEquals(WaitReason.PARK, futex(FutexUse.UNKNOWN, state, PARKED));
    assertEquals(
        WaitReason.QUEUE,
        futex(FutexUse.UNKNOWN, state, FramesTest.stack("java.lang.Object.wait0")));
    assertEquals(
        WaitReason.SLEEP,
        futex(
            FutexUse.UNKNOWN,
            state,
            FramesTest.stack("java.lang.Thread.sleepNanos0", "java.lang.Thread.sleep")));
    assertNull(futex(FutexUse.UNKNOWN, state, FramesTest.stack("a.B.sleep", "a.Object.wait")));
    assertNull(futex(FutexUse.UNKNOWN, state, NO_STACK));
  }

  @Test
  void aPollOfOneDescriptorByItsFrames() {
    StackTraceElement[] reading =
        FramesTest.stack("sun.nio.ch.Net.poll", "sun.nio.ch.NioSocketImpl.implRead");
    assertEquals(
        WaitReason.SOCKET_READ, reason('S', POLL_OF_ONE, "", Thread.State.RUNNABLE, reading));
    assertEquals(WaitReason.POLL, reason('S', POLL_OF_ONE, "", Thread.State.RUNNABLE, NO_STACK));
  }

  @Test
  void memoryByTheKernelsFunction() {
    assertEquals(WaitReason.PAGE_FAULT, memory(CurrentCall.NONE, "folio_wait_bit_common"));
    assertEquals(WaitReason.MMAP_LOCK, memory(CurrentCall.NONE, "rwsem_down_read_slowpath"));
    assertEquals(WaitReason.MMAP_LOCK, memory(MUNMAP, "rwsem_down_write_slowpath"));
    assertNull(memory(CurrentCall.NONE, ""));
    assertNull(memory(CurrentCall.NONE, "do_exit"));
  }

  @Test
  void memoryComesBeforeTheMonitor() {
    Thread.State blocked = Thread.State.BLOCKED;
    use = FutexUse.MONITOR;
    assertEquals(
        WaitReason.MMAP_LOCK, reason('D', FUTEX, "rwsem_down_read_slowpath", blocked, NO_STACK));
    assertEquals(
        WaitReason.PAGE_FAULT,
        reason('D', CurrentCall.NONE, "folio_wait_bit_common", blocked, NO_STACK));
    assertEquals(WaitReason.LOCK, reason('S', FUTEX, "", blocked, NO_STACK));
  }

  private WaitReason memory(CurrentCall call, String waitChannel) {
    return reason('D', call, waitChannel, Thread.State.RUNNABLE, NO_STACK);
  }
}
