// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import static io.jftrace.timeline.WaitsFixture.MILLI;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.timeline.waits.WaitAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WakerChainTest {

  private static final int A = 1;
  private static final int B = 2;
  private static final int C = 3;

  private WaitsFixture fixture = new WaitsFixture(4);

  private String wait(int tid, long startMillis, long queuedMillis, int waker) {
    fixture.wait(startMillis * MILLI, queuedMillis * MILLI, tid, 'S', waker);
    return fixture.sink.lastChain();
  }

  private void because(int tid, long timeMillis, WaitReason reason) {
    long nanos = timeMillis * MILLI;
    fixture.timeline.answered(tid, new WaitAnswer(nanos, nanos, reason, "", "", "", "", ""));
  }

  @Test
  void followsWhomEachWaitedFor() {
    fixture.threads("A", "B", "C");
    because(C, 15, WaitReason.FSYNC);
    assertEquals("", wait(C, 12, 20, 0), "an interrupt waits for nobody");
    because(B, 15, WaitReason.LOCK);
    assertEquals("C (fsync 8.0 ms) ← interrupt", wait(B, 11, 21, C));
    assertEquals("B (lock 10.0 ms) ← C (fsync 8.0 ms) ← interrupt", wait(A, 10, 22, B));
  }

  @Test
  void isEmptyIfTheWakerHadNotWaited() {
    fixture.threads("A", "B");
    assertEquals("", wait(A, 10, 22, B));
    wait(B, 1, 9, 0);
    wait(B, 20, 21, 0);
    assertEquals("", wait(A, 10, 22, B), "less than a tenth of it");
    wait(B, 15, 17, 999);
    assertEquals("B (sleeping 2.0 ms) ← postgres (999)", wait(A, 10, 22, B));
    assertEquals("", wait(A, 10, 22, 999));
  }

  @Test
  void takesTheLongestWait() {
    fixture.threads("A", "B", "C");
    because(B, 13, WaitReason.SOCKET_READ);
    wait(B, 11, 16, 0);
    because(B, 18, WaitReason.SLEEP);
    wait(B, 17, 20, C);
    assertEquals("B (socket-read 5.0 ms) ← interrupt", wait(A, 10, 22, B));
  }

  @Test
  void endsWhereItCameFrom() {
    fixture.threads("A", "B");
    wait(A, 5, 12, B);
    wait(B, 11, 21, A);
    assertEquals("B (sleeping 10.0 ms) ← A", wait(A, 13, 22, B));
  }

  @Test
  void tellsOfTheRunQueueAndOfPreemption() {
    fixture.threads("A", "B");
    fixture.timeline.offCpu(B, 11 * MILLI, 12 * MILLI, 19 * MILLI, 0, 'S', 0, 0);
    assertEquals("B (run-queue 8.0 ms)", wait(A, 10, 22, B));
    fixture.timeline.offCpu(B, 31 * MILLI, 31 * MILLI, 39 * MILLI, -1, 'R', 0, 0);
    assertEquals("B (preempted 8.0 ms)", wait(A, 30, 42, B));
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "1, B (sleeping 10.0 ms) ← C",
    "2, B (sleeping 10.0 ms) ← C (sleeping 8.0 ms) ← interrupt",
  })
  void isAsDeepAsIsAskedFor(int maxChain, String chain) {
    fixture = new WaitsFixture(maxChain);
    fixture.threads("A", "B", "C");
    wait(C, 12, 20, 0);
    wait(B, 11, 21, C);
    assertEquals(chain, wait(A, 10, 22, B));
  }

  @Test
  void onlyTheLastWaitsAreKnown() {
    fixture.threads("A", "B");
    wait(B, 11, 21, 0);
    for (int i = 0; i < 8; i++) {
      wait(B, 30 + 2 * i, 31 + 2 * i, 0);
    }
    assertEquals("", wait(A, 10, 22, B));
  }
}
