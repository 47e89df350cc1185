// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PauseTrackerTest {

  private static final int APPLICATION = 1;
  private static final int VM = 2;
  private static final int WORKER = 3;
  private static final int COMPILER = 4;

  private final WaitsFixture fixture = new WaitsFixture(0);

  @BeforeEach
  void threads() {
    fixture.threads("main", "VM Thread", "GC Thread#0", "C2 CompilerThre");
    assertEquals("jvm-internal", fixture.wait(0, 100, VM, 'S', APPLICATION));
  }

  @Test
  void anOperationWithoutWorkersIsASafepoint() {
    assertEquals("safepoint", fixture.wait(50, 300, APPLICATION, 'S', VM));
    assertEquals("safepoint", fixture.wait(50, 300, COMPILER, 'S', VM));
  }

  @Test
  void anOperationThatWakesAWorkerCollectsGarbageUntilTheNextBegins() {
    assertEquals("jvm-internal", fixture.wait(0, 150, WORKER, 'S', VM));
    fixture.wait(160, 250, VM, 'S', WORKER);
    assertEquals("gc", fixture.wait(120, 300, APPLICATION, 'S', VM));
    fixture.wait(310, 400, VM, 'S', APPLICATION);
    assertEquals("safepoint", fixture.wait(350, 500, APPLICATION, 'S', VM));
    assertEquals("gc", fixture.wait(110, 305, COMPILER, 'S', VM), "passed late");
  }

  @Test
  void whoWasWokenBeforeTheWorkerWasNotStoppedForIt() {
    fixture.wait(0, 200, WORKER, 'S', VM);
    assertEquals("safepoint", fixture.wait(50, 150, APPLICATION, 'S', VM));
    assertEquals("gc", fixture.wait(50, 250, APPLICATION, 'S', VM));
  }

  @Test
  void theJvmItselfMayTell() {
    long ms = WaitsFixture.MILLI;
    fixture.wait(ms, 1000 * ms, VM, 'S', APPLICATION);
    // Told a few milliseconds early.
    fixture.collections.add(pauses -> pauses.pause(995 * ms, 1025 * ms));
    fixture.timeline.complete(1040 * ms);
    assertEquals("gc", fixture.wait(990 * ms, 1030 * ms, APPLICATION, 'S', VM));
    assertEquals("gc", fixture.wait(1029 * ms, 1030 * ms, APPLICATION, 'S', VM));
    assertEquals("safepoint", fixture.wait(1034 * ms, 1035 * ms, APPLICATION, 'S', VM));
    for (int i = 0; i < 64; i++) {
      fixture.collections.add(pauses -> pauses.pause(5000 * ms, 5001 * ms));
    }
    fixture.timeline.complete(1050 * ms);
    assertEquals("safepoint", fixture.wait(990 * ms, 1030 * ms, APPLICATION, 'S', VM), "long ago");
  }

  @Test
  void theNextOperationIsNotThePauseThatEndedBefore() {
    long ms = WaitsFixture.MILLI;
    fixture.wait(ms, 1000 * ms, VM, 'S', APPLICATION);
    fixture.collections.add(pauses -> pauses.pause(995 * ms, 1025 * ms));
    fixture.timeline.complete(1040 * ms);
    fixture.wait(1021 * ms, 1024 * ms, VM, 'S', APPLICATION);
    assertEquals("safepoint", fixture.wait(1023 * ms, 1090 * ms, APPLICATION, 'S', VM));
  }

  @Test
  void workersMeanNothingWhereOtherOperationsUseThemUnlessPausesWereMissed() {
    fixture.workersOnlyCollect = false;
    fixture.wait(0, 150, WORKER, 'S', VM);
    assertEquals("safepoint", fixture.wait(120, 300, APPLICATION, 'S', VM));
    fixture.collections.add(pauses -> pauses.pausesMissed(290, 1000));
    fixture.timeline.complete(2000);
    assertEquals("gc", fixture.wait(120, 300, APPLICATION, 'S', VM));
    assertEquals("safepoint", fixture.wait(120, 280, APPLICATION, 'S', VM));
  }

  @Test
  void behindALossTheOperationIsAnother() {
    fixture.wait(0, 150, WORKER, 'S', VM);
    assertEquals("gc", fixture.wait(120, 200, APPLICATION, 'S', VM));
    fixture.timeline.lost(0, 210, 220, 5);
    assertEquals("safepoint", fixture.wait(230, 300, APPLICATION, 'S', VM));
  }

  @Test
  void ofOthersTheVmThreadIsNoReason() {
    assertEquals("jvm-internal", fixture.wait(0, 200, WORKER, 'S', VM));
    assertEquals("uninterruptible", fixture.wait(0, 200, APPLICATION, 'D', VM));
    assertEquals("jvm-internal", fixture.wait(0, 200, COMPILER, 'S', APPLICATION));
  }
}
