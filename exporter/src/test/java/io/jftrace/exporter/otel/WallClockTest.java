// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class WallClockTest {

  @Test
  void agreesWithTheWallClock() {
    WallClock clock = new WallClock();
    long bestNanos = Long.MAX_VALUE;
    for (int i = 0; i < 100; i++) {
      long beforeNanos = clock.epochNanos(System.nanoTime());
      Instant now = Instant.now();
      long afterNanos = clock.epochNanos(System.nanoTime());
      long nowNanos = now.getEpochSecond() * 1_000_000_000 + now.getNano();
      long off = Math.max(0, Math.max(beforeNanos - nowNanos, nowNanos - afterNanos));
      bestNanos = Math.min(bestNanos, off);
    }
    assertTrue(bestNanos < 100_000, "off by " + bestNanos + " ns");
  }

  @Test
  void followsTheClockOfASpanIfThatIsOne() {
    WallClock clock = new WallClock();
    long offsetNanos = clock.epochNanos(0);
    long offByMillis = offsetNanos + 2_000_000;
    assertEquals(offByMillis + 77, clock.epochNanos(77, offByMillis));
    assertEquals(offsetNanos + 77, clock.epochNanos(77, 0));
    assertEquals(offsetNanos + 77, clock.epochNanos(77, 12_345));
  }

  @Test
  void keepsDurations() {
    WallClock clock = new WallClock();
    clock.retakeIfOld();
    assertEquals(123_456, clock.epochNanos(223_456) - clock.epochNanos(100_000));
  }

  @Test
  void retakingMovesItLittle() throws InterruptedException {
    WallClock clock = new WallClock();
    long before = clock.epochNanos(0);
    Thread.sleep(1_100);
    clock.retakeIfOld();
    long moved = Math.abs(clock.epochNanos(0) - before);
    assertTrue(moved < 1_000_000, "moved by " + moved + " ns");
  }
}
