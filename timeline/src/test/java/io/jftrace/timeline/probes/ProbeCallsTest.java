// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.probes;

import static io.jftrace.timeline.probes.ProbesFixture.STACK;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which return belongs to which entry. */
class ProbeCallsTest {

  private static final int A = 1;
  private static final int B = 2;

  private final ProbesFixture probes = new ProbesFixture(2);
  private final ProbeType f = ProbesFixture.call("f");
  private final ProbeType g = ProbesFixture.call("g");

  private void enter(long timeNanos, ProbeType type, int depthBytes) {
    probes.enter(timeNanos, A, type, STACK - depthBytes, timeNanos);
  }

  /** As on x86-64, where the return address has been popped. */
  private void leave(long timeNanos, ProbeType type, int depthBytes) {
    probes.leave(timeNanos, A, type, STACK - depthBytes + 8, -timeNanos);
  }

  private void begin(long timeNanos) {
    probes.enter(timeNanos, A, f, 0, timeNanos);
  }

  private void end(long timeNanos) {
    probes.leave(timeNanos, A, f, 0, -timeNanos);
  }

  private void expect(long torn, String... lines) {
    assertEquals(List.of(lines), probes.hits);
    assertEquals(torn, probes.torn);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8})
  void ofOneFunctionNest(int popped) {
    probes.enter(10, A, f, STACK, 1);
    probes.enter(20, A, f, STACK - 16, 2);
    probes.enter(30, A, f, STACK - 32, 3);
    probes.leave(40, A, f, STACK - 32 + popped, 33);
    probes.leave(50, A, f, STACK - 16 + popped, 22);
    probes.enter(60, A, f, STACK - 16, 4);
    probes.leave(70, A, f, STACK - 16 + popped, 44);
    probes.leave(80, A, f, STACK + popped, 11);
    expect(0, "1 f 30-40 3 33", "1 f 20-50 2 22", "1 f 60-70 4 44", "1 f 10-80 1 11");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8})
  void outerReturnDoesNotEndTheCallWithinIt(int popped) {
    probes.enter(10, A, f, STACK, 1);
    probes.enter(20, A, f, STACK - 16, 2);
    probes.leave(80, A, f, STACK + popped, 11);
    expect(1, "1 f 10-80 1 11");
  }

  @Test
  void recursionDeeperThanReturnsAreFollowed() {
    int returns = 64;
    IntStream.range(0, 100).forEach(i -> enter(i, f, 48 * i));
    for (int i = returns - 1; i >= 0; i--) {
      leave(1000 - i, f, 48 * i);
    }
    assertEquals(returns, probes.hits.size());
    assertEquals("1 f 63-937 63 -937", probes.hits.get(0));
    assertEquals("1 f 0-1000 0 -1000", probes.hits.get(63));
    assertEquals(36, probes.torn);
  }

  @Test
  void longjmpEndsTheFramesThatItLeaves() {
    enter(10, f, 0);
    enter(20, f, 100);
    enter(30, f, 200);
    enter(40, f, 300);
    // Back into the first one, which calls again: at the place of the second.
    enter(50, f, 100);
    leave(60, f, 100);
    leave(70, f, 0);
    expect(3, "1 f 50-60 50 -60", "1 f 10-70 10 -70");
  }

  @Test
  void callAtShallowerPlaceThanThoseLeftByLongjmp() {
    enter(10, f, 0);
    enter(20, f, 200);
    enter(30, f, 300);
    enter(40, f, 104);
    leave(50, f, 104);
    leave(60, f, 0);
    expect(2, "1 f 40-50 40 -50", "1 f 10-60 10 -60");
  }

  @Test
  void callAtDeeperPlaceThanThoseLeftByLongjmp() {
    enter(10, f, 0);
    enter(20, f, 100);
    enter(30, f, 200);
    leave(40, f, 200);
    leave(60, f, 0);
    expect(1, "1 f 30-40 30 -40", "1 f 10-60 10 -60");
  }

  @Test
  void lostReturnIsNotThatOfTheNextCall() {
    enter(10, f, 0);
    enter(30, f, 0);
    leave(40, f, 0);
    leave(50, f, 0);
    expect(2, "1 f 30-40 30 -40");
  }

  @Test
  void lostEntryIsNotThatOfTheCallAround() {
    enter(10, f, 0);
    leave(30, f, 16);
    leave(40, f, 0);
    leave(50, f, -16);
    expect(2, "1 f 10-40 10 -40");
  }

  @Test
  void returnsOfFilteredEntriesAreNobodysBusiness() {
    ProbeType filtered =
        new ProbeType("f", "", true, f.entryFields(), f.returnFields(), 0, true, "");
    leave(10, filtered, 0);
    enter(20, filtered, 0);
    leave(30, filtered, 16);
    leave(40, filtered, 0);
    leave(50, filtered, 0);
    expect(0, "1 f 20-40 20 -40");
  }

  @Test
  void twoProbesDoNotDisturbEachOther() {
    enter(10, f, 16);
    enter(11, g, 16);
    enter(20, g, 0);
    enter(30, f, 32);
    leave(40, g, 0);
    leave(50, f, 32);
    leave(60, f, 16);
    expect(1, "1 g 20-40 20 -40", "1 f 30-50 30 -50", "1 f 10-60 10 -60");
  }

  @Test
  void threadsDoNotDisturbEachOther() {
    enter(10, f, 0);
    probes.enter(20, B, f, STACK, 7);
    leave(30, f, 0);
    probes.leave(40, B, f, STACK + 8, 8);
    probes.leave(50, B, f, STACK + 8, 9);
    expect(1, "1 f 10-30 10 -30", "2 f 20-40 7 8");
  }

  @Test
  void addressesAreUnsigned() {
    // Of the kernel's own stacks, and across the sign.
    probes.enter(10, A, f, 0x8000_0000_0000_0010L, 1);
    probes.enter(20, A, f, 0x7fff_ffff_ffff_fff0L, 2);
    probes.leave(30, A, f, 0x7fff_ffff_ffff_fff8L, 22);
    probes.leave(40, A, f, 0x8000_0000_0000_0018L, 11);
    expect(0, "1 f 20-30 2 22", "1 f 10-40 1 11");
  }

  @Test
  void noneSpansALoss() {
    enter(10, f, 0);
    probes.enter(11, B, g, STACK, 1);
    probes.events.lossBegan(20, 0);
    enter(25, f, 100);
    probes.events.lossEnded(30, 0, -1);
    assertEquals(2, probes.torn);
    enter(40, f, 32);
    leave(50, f, 32);
    leave(60, f, 0);
    probes.leave(61, B, g, STACK + 8, 1);
    expect(4, "1 f 40-50 40 -50");
  }

  @Test
  void noneSpansALossThatOnlyTheTimelineIsToldOf() {
    enter(10, f, 0);
    probes.enter(11, B, g, STACK, 1);
    probes.timeline.lost(0, 20, 30, 5);
    leave(40, f, 0);
    probes.leave(41, B, g, STACK + 8, 1);
    expect(4);
  }

  @Test
  void lossOfOneThreadConcernsThatThreadOnly() {
    enter(10, f, 0);
    probes.enter(10, B, f, STACK, 1);
    probes.events.tear(20, A);
    leave(30, f, 0);
    probes.leave(30, B, f, STACK + 8, 2);
    expect(2, "2 f 10-30 1 2");
  }

  @Test
  void endWithTheirThread() {
    enter(10, f, 0);
    probes.events.switched(20, 0, A, 'X', 0);
    assertEquals(1, probes.torn);
    probes.events.found(30, A, 'R');
    leave(40, f, 0);
    expect(2);
  }

  @Test
  void ofNoKnownThreadAreIgnored() {
    probes.timeline.probeHit(10, 77, f, ProbePoint.ENTRY, STACK, null);
    probes.timeline.probeHit(20, 77, f, ProbePoint.RETURN, STACK, null);
    probes.timeline.probeHit(30, 77, f, ProbePoint.HIT, 0, null);
    expect(0);
  }

  @Test
  void doNotLastLessThanNothing() {
    enter(10, f, 0);
    probes.timeline.probeHit(9, A, f, ProbePoint.RETURN, STACK + 8, null);
    enter(20, f, 0);
    leave(20, f, 0);
    expect(2, "1 f 20-20 20 -20");
  }

  @Test
  void areBoundedInDepthAndTheOuterOnesHold() {
    int depth = OpenCalls.MAX_DEPTH;
    IntStream.range(0, depth + 10).forEach(i -> enter(i, f, 16 * i));
    assertEquals(10, probes.torn);
    leave(5000, f, 16 * depth);
    leave(5001, f, 16 * (depth - 1));
    leave(5002, f, 0);
    expect(11 + depth - 2, "1 f 1023-5001 1023 -5001", "1 f 0-5002 0 -5002");
  }

  @Test
  void withoutStackPointersTheLastComesFirst() {
    begin(10);
    begin(20);
    end(30);
    begin(40);
    end(50);
    end(60);
    end(70);
    expect(1, "1 f 20-30 20 -30", "1 f 40-50 40 -50", "1 f 10-60 10 -60");
  }

  @Test
  void withoutStackPointersTheOldestGiveWay() {
    int depth = OpenCalls.MAX_ORDERED_DEPTH;
    IntStream.rangeClosed(1, depth + 3).forEach(this::begin);
    assertEquals(3, probes.torn);
    IntStream.rangeClosed(1, depth + 1).forEach(i -> end(1000 + i));
    assertEquals(depth, probes.hits.size());
    assertEquals("1 f 259-1001 259 -1001", probes.hits.get(0));
    assertEquals("1 f 4-1256 4 -1256", probes.hits.get(depth - 1));
    assertEquals(4, probes.torn);
  }
}
