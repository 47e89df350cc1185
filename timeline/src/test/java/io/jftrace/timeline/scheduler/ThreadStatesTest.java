// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ThreadStatesTest {

  private static final int A = 101;
  private static final int B = 102;
  private static final int FOREIGN = 7;

  private final RecordingSink sink = new RecordingSink();
  private final ThreadStates threads = new ThreadStates(sink);

  @BeforeEach
  void twoThreadsThatRun() {
    threads.found(0, A, 'R');
    threads.found(0, B, 'R');
    threads.switched(10, 0, FOREIGN, 'S', A);
    threads.switched(10, 1, FOREIGN, 'S', B);
    sink.lines.clear();
  }

  private void expect(String... lines) {
    assertEquals(List.of(lines), sink.lines);
  }

  private String times(int tid, long untilNanos) {
    threads.complete(untilNanos);
    return sink.totals.get(tid).toString();
  }

  @Test
  void sleepIsUntilTheWakingAndThenInTheRunQueue() {
    threads.switched(100, 0, A, 'S', 0);
    threads.waking(150, A, B);
    threads.switched(170, 1, B, 'S', A);
    expect("off 101 100-150-170 S waker 102 cpu 0>1");
    assertEquals(
        "unknown=10 running=120 runnable=20 preempted=0 sleeping=50 blocked=0", times(A, 200));
  }

  @Test
  void interruptIsTheWaker() {
    threads.switched(100, 0, A, 'D', 0);
    threads.waking(150, A, SchedulerEvents.INTERRUPT);
    threads.switched(160, 0, 0, 'R', A);
    expect("off 101 100-150-160 D waker 0 cpu 0>0");
    assertEquals(
        "unknown=10 running=90 runnable=10 preempted=0 sleeping=0 blocked=50", times(A, 160));
  }

  @Test
  void preemptedThreadIsNeverAsleepAndHasNoWaker() {
    threads.switched(100, 0, A, 'R', FOREIGN);
    threads.switched(130, 0, FOREIGN, 'R', A);
    expect("off 101 100-100-130 R waker -1 cpu 0>0");
    assertEquals(
        "unknown=10 running=90 runnable=0 preempted=30 sleeping=0 blocked=0", times(A, 130));
  }

  @Test
  void wakingJustBeforeTheSwitchOutMakesItRunnableAllAlong() {
    threads.waking(95, A, B);
    threads.switched(100, 0, A, 'S', 0);
    threads.switched(130, 0, 0, 'R', A);
    expect("off 101 100-100-130 S waker 102 cpu 0>0");
    assertEquals(
        "unknown=10 running=90 runnable=30 preempted=0 sleeping=0 blocked=0", times(A, 130));
  }

  @Test
  void wakingThatWasUsedUpWhileItRanIsReplacedByTheRealOne() {
    threads.waking(50, A, FOREIGN);
    threads.switched(100, 0, A, 'S', 0);
    threads.waking(150, A, B);
    threads.switched(160, 0, 0, 'R', A);
    expect("off 101 100-150-160 S waker 102 cpu 0>0");
  }

  @Test
  void openWaitIsAccountedAndCompletedLater() {
    threads.switched(100, 0, A, 'S', 0);
    assertEquals(
        "unknown=10 running=90 runnable=0 preempted=0 sleeping=100 blocked=0", times(A, 200));
    threads.waking(300, A, B);
    threads.switched(310, 0, 0, 'R', A);
    expect("off 101 100-300-310 S waker 102 cpu 0>0");
    assertEquals(
        "unknown=10 running=90 runnable=10 preempted=0 sleeping=200 blocked=0", times(A, 310));
  }

  @Test
  void switchInThatWasNotRecordedIsTheWakeUp() {
    threads.switched(100, 0, A, 'S', 0);
    threads.waking(150, A, B);
    threads.complete(190);
    threads.switched(200, 1, A, 'S', 0);
    expect("off 101 100-150-150 S waker 102 cpu 0>-1");
    assertEquals(1, threads.inferredSwitchIns());
    assertEquals(
        "unknown=10 running=140 runnable=0 preempted=0 sleeping=50 blocked=0", times(A, 200));
  }

  @Test
  void threadThatWakesAnotherRuns() {
    threads.switched(100, 0, A, 'S', 0);
    threads.waking(150, A, SchedulerEvents.INTERRUPT);
    threads.switched(160, 1, B, 'S', FOREIGN);
    threads.waking(180, B, A);
    expect("off 101 100-150-150 S waker 0 cpu 0>-1");
  }

  @Test
  void preemptedThreadThatActsWithoutSwitchInIsUnknownUntilThen() {
    threads.switched(100, 0, A, 'R', FOREIGN);
    threads.waking(150, B, A);
    expect();
    assertEquals(
        "unknown=60 running=100 runnable=0 preempted=0 sleeping=0 blocked=0", times(A, 160));
  }

  @Test
  void threadFoundAsleepHasNoIntervalButItsTime() {
    threads.found(20, 103, 'S');
    threads.waking(50, 103, A);
    threads.switched(60, 1, B, 'S', 103);
    expect("start 103", "queued 103 50-60");
    assertEquals(
        "unknown=0 running=40 runnable=10 preempted=0 sleeping=30 blocked=0", times(103, 100));
  }

  @Test
  void newThreadIsFollowedFromItsCreation() {
    threads.created(20, A, 104, "java", true);
    threads.wokenNew(25, 104);
    threads.switched(40, 1, B, 'R', 104);
    threads.switched(90, 1, 104, 'S', B);
    expect("start 104", "queued 104 25-40", "off 102 40-40-90 R waker -1 cpu 1>1");
    assertEquals(
        "unknown=5 running=50 runnable=15 preempted=0 sleeping=10 blocked=0", times(104, 100));
  }

  @Test
  void childProcessesAndOthersThreadsAreNot() {
    threads.created(20, A, 201, "java", false);
    threads.created(30, FOREIGN, 202, "java", true);
    threads.switched(40, 0, A, 'R', 201);
    expect();
  }

  @Test
  void lastSwitchOutEndsAThread() {
    threads.exiting(50, A);
    threads.switched(60, 0, A, 'S', 0);
    threads.waking(70, A, B);
    threads.switched(80, 0, 0, 'R', A);
    threads.switched(90, 0, A, 'X', 0);
    threads.switched(99, 0, 0, 'R', A);
    expect("off 101 60-70-80 S waker 102 cpu 0>0", "end 101");
    assertEquals(
        "unknown=10 running=60 runnable=10 preempted=0 sleeping=10 blocked=0", times(A, 200));
  }

  @Test
  void lossTearsWhatItTouches() {
    threads.switched(100, 0, A, 'S', 0);
    threads.lossBegan(120, 1);
    threads.waking(130, A, B);
    threads.switched(140, 0, 0, 'R', A);
    threads.lossEnded(150, 1, 17);
    threads.switched(160, 0, A, 'S', 0);
    threads.waking(170, A, B);
    threads.switched(180, 0, 0, 'R', A);
    expect("lost cpu 1 120-150 17", "off 101 160-170-180 S waker 102 cpu 0>0");
    assertEquals(
        "unknown=50 running=90 runnable=10 preempted=0 sleeping=30 blocked=0", times(A, 180));
  }

  @Test
  void lossesOfOneCpuThatOverlapAreOne() {
    threads.lossBegan(120, 1);
    threads.lossBegan(130, 1);
    threads.lossEnded(140, 1, 17);
    threads.switched(150, 0, A, 'S', 0);
    threads.waking(160, A, B);
    threads.switched(165, 0, 0, 'R', A);
    threads.lossEnded(170, 1, -1);
    threads.lossBegan(180, 1);
    threads.lossEnded(190, 1, 3);
    expect("lost cpu 1 120-170 -1", "lost cpu 1 180-190 3");
  }

  @Test
  void eventThatComesTooLateTearsItsThreadOnly() {
    threads.complete(200);
    threads.switched(150, 0, A, 'S', 0);
    assertEquals(1, threads.disorderedEvents());
    threads.waking(210, A, B);
    threads.switched(220, 0, 0, 'R', A);
    expect();
    threads.switched(230, 1, B, 'R', FOREIGN);
    threads.switched(240, 1, FOREIGN, 'S', B);
    expect("off 102 230-230-240 R waker -1 cpu 1>1");
  }

  @Test
  void excludedThreadIsNotFollowedButThoseThatItStartsAre() {
    threads.exclude(300);
    threads.created(20, A, 300, "java", true);
    threads.found(30, 300, 'S');
    threads.switched(40, 0, A, 'R', 300);
    expect();
    threads.created(50, 300, 301, "java", true);
    expect("start 301");
  }

  @Test
  void threadsThatAreGoneWithoutATraceEnd() {
    threads.retain(50, tid -> tid == A);
    expect("end 102");
  }

  @Test
  void markersOfOwnThreadsPass() {
    threads.marker(20, A, "hello");
    threads.marker(21, FOREIGN, "other");
    expect("marker 101 20 hello");
  }

  @Test
  void movesAreCountedWhereAThreadIsFoundOnAnotherCpu() {
    threads.switched(100, 0, A, 'S', 0);
    threads.waking(150, A, B);
    threads.switched(160, 2, 0, 'R', A);
    threads.switched(170, 2, A, 'R', FOREIGN);
    threads.switched(180, 2, FOREIGN, 'R', A);
    threads.complete(200);
    assertEquals(1, sink.totals.get(A).migrations());
    threads.switched(210, 3, A, 'S', 0);
    threads.complete(220);
    assertEquals(2, sink.totals.get(A).migrations(), "moved without a switch that was recorded");
    assertEquals(0, sink.totals.get(B).migrations());
  }

  @Test
  void aMoveIsSeenAfterASwitchInThatWasNotRecorded() {
    threads.switched(100, 0, A, 'S', 0);
    threads.waking(150, A, B);
    threads.switched(200, 1, A, 'S', 0);
    threads.complete(220);
    assertEquals(1, sink.totals.get(A).migrations());
  }

  @Test
  void aMoveIsSeenAfterLoss() {
    threads.lossBegan(50, 1);
    threads.lossEnded(60, 1, 3);
    threads.switched(70, 1, A, 'S', 0);
    threads.complete(80);
    assertEquals(1, sink.totals.get(A).migrations());
  }

  @Test
  void whoRunsWhenADrainEndsIsTold() {
    threads.switched(100, 0, A, 'S', 0);
    threads.complete(150);
    assertEquals(List.of("102 150"), sink.running);
  }
}
