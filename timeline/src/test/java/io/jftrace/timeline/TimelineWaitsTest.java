// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import static io.jftrace.timeline.WaitsFixture.INTERNAL;
import static io.jftrace.timeline.WaitsFixture.MONITOR;
import static io.jftrace.timeline.WaitsFixture.PARK;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.timeline.waits.DescriptorKind;
import io.jftrace.timeline.waits.WaitAnswer;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why threads wait, from all that the timeline is passed. */
class TimelineWaitsTest {

  private static final int A = 1;
  private static final int B = 2;
  private static final int EAGAIN = -11;
  private static final int EINTR = -4;

  private final WaitsFixture fixture = new WaitsFixture(0);
  private final Timeline timeline = fixture.timeline;
  private final RecordingTimelineSink sink = fixture.sink;

  @BeforeEach
  void twoThreads() {
    fixture.threads("a", "b");
  }

  private String futexWait(long startNanos, long address) {
    fixture.enter(startNanos - 5, A, "futex", address, 128);
    String wait = fixture.wait(startNanos, startNanos + 100, A, 'S', B);
    fixture.exit(startNanos + 115, A, "futex", 0);
    return wait;
  }

  @Test
  void aReadOfASocketWaitsForIt() {
    fixture.descriptors.put(7, DescriptorKind.SOCKET);
    fixture.enter(100, A, "read", 7);
    assertEquals("socket-read read descriptor:7", fixture.wait(150, 900, A, 'S', 0));
    fixture.exit(950, A, "read", 4096);
    assertEquals(List.of("read 100-950 off 760 = 4096 descriptor:7"), sink.calls);
  }

  @Test
  void aPollIsForTheCallThatCouldNotGoOn() {
    fixture.enter(100, A, "accept", 5);
    fixture.exit(110, A, "accept", EAGAIN);
    fixture.enter(120, A, "ppoll", 0x7000, 1, 0);
    assertEquals("accept ppoll descriptor:5", fixture.wait(130, 900, A, 'S', 0));
    fixture.exit(950, A, "ppoll", EINTR);
    fixture.enter(960, A, "ppoll", 0x7000, 1, 0);
    assertEquals("accept ppoll descriptor:5", fixture.wait(970, 1900, A, 'S', 0));
    fixture.exit(1950, A, "ppoll", 1);
    fixture.enter(1960, A, "accept", 5);
    fixture.exit(1970, A, "accept", 9);
    fixture.enter(1980, A, "ppoll", 0x7000, 1, 0);
    assertEquals("poll ppoll", fixture.wait(1990, 2900, A, 'S', 0));
  }

  @Test
  void aCallThatIsRestartedIsTheOneBefore() {
    fixture.enter(100, A, "nanosleep", 0x7000);
    fixture.exit(200, A, "nanosleep", -516);
    fixture.enter(210, A, "restart_syscall");
    assertEquals("sleep restart_syscall", fixture.wait(220, 900, A, 'S', 0));
    fixture.exit(950, A, "restart_syscall", 0);
    assertEquals("restart_syscall 210-950 off 690 = 0", sink.calls.get(1));
  }

  @Test
  void objectWaitIsForTheSignalAndThenForTheMonitor() {
    timeline.objectWaitsTraced();
    timeline.monitorWaitEntered(100, A);
    assertEquals("queue futex", futexWait(200, MONITOR));
    assertEquals("lock futex", futexWait(400, MONITOR));
    timeline.monitorWaitExited(600, A);
    assertEquals("lock futex", futexWait(700, MONITOR));
    assertEquals("b", sink.lastLock());
  }

  @Test
  void objectWaitThatASignalHandlerInterruptsGoesOn() {
    timeline.objectWaitsTraced();
    timeline.monitorWaitEntered(100, A);
    fixture.enter(150, A, "futex", MONITOR, 128);
    assertEquals("queue futex", fixture.wait(200, 300, A, 'S', 0));
    fixture.exit(350, A, "futex", EINTR);
    assertEquals("queue futex", futexWait(400, MONITOR));
    assertEquals("lock futex", futexWait(600, MONITOR));
  }

  @Test
  void whetherAThreadIsInObjectWaitIsOpenAfterLossUntilItsNextWaitEnded() {
    timeline.objectWaitsTraced();
    timeline.monitorWaitEntered(100, A);
    timeline.forgotten(150, A);
    assertEquals("sleeping futex", futexWait(200, MONITOR));
    assertEquals("lock futex", futexWait(400, MONITOR));
    timeline.forgotten(600, A);
    fixture.exit(610, A, "munmap", 0);
    fixture.enter(620, A, "munmap", 0);
    fixture.exit(630, A, "munmap", 0);
    assertEquals("lock futex", futexWait(700, MONITOR));
  }

  @Test
  void whereNobodyCallsObjectWaitItsFutexIsForTheMonitor() {
    timeline.objectWaitsTraced();
    fixture.enter(100, A, "getpid");
    fixture.exit(110, A, "getpid", 1);
    assertEquals("lock futex", futexWait(200, MONITOR));
  }

  @Test
  void aThreadThatMayHaveBeenInObjectWaitWhenTracingBeganIsNotTakenForOneThatIsNot() {
    timeline.objectWaitsTraced();
    fixture.exit(100, A, "futex", 0);
    fixture.enter(150, A, "futex", MONITOR, 128);
    assertEquals("sleeping futex", fixture.wait(200, 300, A, 'S', B));
    timeline.threadStarted(400, 3, "c");
    fixture.enter(500, 3, "futex", INTERNAL, 128);
    assertEquals("jvm-internal futex", fixture.wait(510, 600, 3, 'S', B));
    fixture.exit(650, 3, "futex", 0);
    fixture.enter(660, 3, "futex", MONITOR, 128);
    assertEquals("sleeping futex", fixture.wait(670, 700, 3, 'S', B), "only futexes so far");
  }

  @Test
  void withoutEventsOfObjectWaitItsFutexTellsNothing() {
    fixture.enter(100, A, "getpid");
    fixture.exit(110, A, "getpid", 1);
    assertEquals("sleeping futex", futexWait(200, MONITOR));
  }

  @Test
  void aLockIsNamedByItsClassAndWhoReleasedIt() {
    fixture.parkedOn = ReentrantLock.class;
    assertEquals("lock futex", futexWait(200, PARK));
    assertEquals("java.util.concurrent.locks.ReentrantLock b", sink.lastLock());
  }

  @Test
  void anAnswerSaysMoreThanTheActivity() {
    fixture.parkedOn = StampedLock.class;
    timeline.answered(
        A, new WaitAnswer(210, 220, WaitReason.PARK, "Door", "owner", "at x", "futex", ""));
    assertEquals("lock futex", futexWait(200, PARK));
    assertEquals("Door owner", sink.lastLock());
    assertEquals("lock futex", futexWait(400, PARK), "the answer is of another wait");
    assertEquals("java.util.concurrent.locks.StampedLock", sink.lastLock(), "knows no owner");
  }

  @Test
  void whoIsWokenBeforeHavingLeftWaitsForACpuOnly() {
    assertEquals("run-queue", fixture.wait(200, 200, A, 'S', B));
    assertEquals("preempted", fixture.wait(400, 400, A, 'R', -1));
  }

  @Test
  void withoutEventsTheAnswerIsTheReason() {
    timeline.answered(
        A, new WaitAnswer(210, 220, WaitReason.CONNECT, "", "", "", "connect", "host:80"));
    assertEquals("connect connect host:80", fixture.wait(200, 300, A, 'S', 0));
    assertEquals("sleeping", fixture.wait(400, 500, A, 'S', 0));
    assertEquals("uninterruptible", fixture.wait(600, 700, A, 'D', 0));
    assertEquals("stopped", fixture.wait(800, 900, A, 'T', 0));
    assertEquals("preempted", fixture.wait(1000, 1000, A, 'R', -1));
  }

  @Test
  void whatWasForgottenIsNotTakenForWhatItDoes() {
    fixture.enter(100, A, "read", 7);
    timeline.forgotten(150, A);
    assertEquals("sleeping", fixture.wait(200, 300, A, 'S', 0));
    fixture.exit(350, A, "read", 1);
    assertEquals(List.of(), sink.calls);
  }

  @Test
  void targetsAreAskedForOnlyWhenWanted() {
    TimelineSink quiet = new TimelineSink() {};
    Timeline unasked =
        new Timeline(quiet, JavaThreads.UNKNOWN, tid -> "", SpanSource.NONE, () -> 0, fixture, 0);
    unasked.threadStarted(0, A, "a");
    unasked.syscallEntered(100, A, WaitsFixture.number("read"), 7, 0, 0);
    unasked.offCpu(A, 110, 120, 130, 0, 'S', 0, 0);
    unasked.syscallExited(140, A, WaitsFixture.number("read"), 0);
    assertEquals(0, fixture.targetsAsked);
  }

  @Test
  void aFutexOfTheJvmIsInternalUnlessTheVmThreadEndsTheWait() {
    assertEquals("jvm-internal futex", futexWait(200, INTERNAL));
    timeline.threadRenamed(300, B, "VM Thread");
    assertEquals("safepoint futex", futexWait(400, INTERNAL));
  }
}
