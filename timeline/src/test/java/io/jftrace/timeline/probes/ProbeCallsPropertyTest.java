// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.probes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.timeline.probes.RandomCalls.Mishaps;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls passed are compared with those that there really were, on 16 threads. */
class ProbeCallsPropertyTest {

  private static final int THREADS = 16;
  private static final int STEPS = 20_000;

  private static final Mishaps NONE = new Mishaps(0, 0, 0, 0, 0);

  static Stream<Arguments> seeds() {
    return IntStream.range(0, 10).mapToObj(seed -> Arguments.of(seed, seed % 2 == 0 ? 8 : 0));
  }

  /** What is passed is all that can be known, in order, and the rest is counted. */
  private static RandomCalls check(int seed, int poppedBytes, Mishaps mishaps) {
    RandomCalls calls = new RandomCalls(seed, THREADS, poppedBytes, mishaps).run(STEPS);
    assertEquals(calls.recorded, calls.probes.hits);
    assertEquals(calls.events - 2L * calls.recorded.size(), calls.probes.torn);
    assertTrue(calls.recorded.size() > STEPS / 20, "only " + calls.recorded.size());
    return calls;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void allThatReturnArePassed(int seed, int poppedBytes) {
    RandomCalls calls = check(seed, poppedBytes, NONE);
    assertEquals(calls.completed, calls.recorded.size());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void allThatReturnArePassedAlsoIfOthersAreLeftByLongjmp(int seed, int poppedBytes) {
    RandomCalls calls = check(seed, poppedBytes, new Mishaps(20, 0, 0, 0, 500));
    assertEquals(calls.completed, calls.recorded.size());
    assertTrue(calls.probes.torn > 0);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void lostReturnsHarmNoOtherCall(int seed, int poppedBytes) {
    check(seed, poppedBytes, new Mishaps(20, 0, 5, 0, 500));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void lostEntriesHarmNoOtherCall(int seed, int poppedBytes) {
    check(seed, poppedBytes, new Mishaps(0, 5, 0, 0, 500));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noneSpansALoss(int seed, int poppedBytes) {
    check(seed, poppedBytes, new Mishaps(20, 0, 10, 300, 500));
    check(seed, poppedBytes, new Mishaps(0, 10, 0, 300, 500));
  }

  /** Another call in the same place, of which nothing but the return is known, is taken for it. */
  @ParameterizedTest
  @MethodSource("seeds")
  void whateverIsLostAllAreOfOneThreadAndFrame(int seed, int poppedBytes) {
    Mishaps mishaps = new Mishaps(20, 5, 5, 300, 500);
    RandomCalls calls = new RandomCalls(seed, THREADS, poppedBytes, mishaps).run(STEPS);
    for (String hit : calls.probes.hits) {
      String[] parts = hit.split(" ", 7);
      assertEquals(parts[4], parts[6], hit);
      assertEquals(Long.parseLong(parts[0]), Long.parseLong(parts[3]) % RandomCalls.ID_STEP, hit);
      assertEquals(Long.parseLong(parts[0]), Long.parseLong(parts[5]) % RandomCalls.ID_STEP, hit);
    }
    assertTrue(calls.probes.hits.size() > STEPS / 20);
    assertTrue(calls.probes.hits.containsAll(calls.recorded));
  }
}
