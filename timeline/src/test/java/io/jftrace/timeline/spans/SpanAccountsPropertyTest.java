// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.timeline.SpanRef;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts are compared, to the nanosecond, with what was really done at each time. */
class SpanAccountsPropertyTest {

  private static final int STEPS = 4000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void areWhatTheThreadsDidWhileTheSpansWereActive(long seed) {
    RandomSpans world = new RandomSpans(seed, STEPS);
    // Rare drains, frequent ones, and one after each event or two.
    check(world, new SpanReplay(world, seed).run(200_000));
    check(world, new SpanReplay(world, seed + 100).run(10_000));
    check(world, new SpanReplay(world, seed + 200).run(500));
  }

  /** The oracle does not know of drains, but for when accounts were finished. */
  private static void check(RandomSpans world, SpanReplay replay) {
    int active = 0;
    for (SpanRef span : world.spans) {
      if (span.sampled()) {
        long finishedNanos = replay.finishedNanos.getOrDefault(span, world.now);
        SpanOracle expected = new SpanOracle(world, span, finishedNanos);
        String text = expected.wasActive() ? expected.text() : null;
        assertEquals(text, replay.results.get(span), span::spanId);
        active += expected.wasActive() ? 1 : 0;
      }
    }
    assertEquals(active, replay.results.size());
    assertEquals(0, replay.accounts.size());
    assertTrue(active > STEPS / 20, () -> "only " + replay.results.size());
  }
}
