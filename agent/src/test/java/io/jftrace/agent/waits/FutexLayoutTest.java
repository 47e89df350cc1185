// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.timeline.waits.FutexUse;
import org.junit.jupiter.api.Test;

final class FutexLayoutTest {

  private static final long THREAD = 0x7f63_344f_c8a0L;
  private static final int THREAD_BYTES = 1400;
  private static final long MONITOR = 0x7f63_3419_5900L;
  private static final long SLEEP = 0x7f63_344f_fc00L;

  @Test
  void tellsTheUseByTheAddress() {
    FutexLayout layout = new FutexLayout(1216, 1360, 616, 1376);
    assertEquals(FutexUse.PARK, use(layout, THREAD + 1304));
    assertEquals(FutexUse.PARK, use(layout, THREAD + 1356));
    assertEquals(FutexUse.OTHER, use(layout, THREAD + 1360));
    assertEquals(FutexUse.OTHER, use(layout, THREAD + 1212));
    assertEquals(FutexUse.MONITOR, use(layout, MONITOR + 120));
    assertEquals(FutexUse.MONITOR, use(layout, MONITOR + 255));
    assertEquals(FutexUse.OTHER, use(layout, MONITOR + 256));
    assertEquals(FutexUse.SLEEP, use(layout, SLEEP));
    assertEquals(FutexUse.OTHER, use(layout, SLEEP - 4));
  }

  @Test
  void whatIsMissingMakesTheRestUnknown() {
    FutexLayout layout = new FutexLayout(1216, 1360, FutexLayout.ABSENT, 1376);
    assertEquals(FutexUse.PARK, use(layout, THREAD + 1304));
    assertEquals(FutexUse.SLEEP, use(layout, SLEEP + 120));
    assertEquals(FutexUse.UNKNOWN, use(layout, MONITOR + 120));
    assertEquals(FutexUse.UNKNOWN, use(FutexLayout.UNKNOWN, THREAD + 1304));
  }

  @Test
  void aThreadWithoutAnEventDoesNotUseAddressesNearNull() {
    FutexLayout layout = new FutexLayout(1216, 1360, 616, 1376);
    assertEquals(FutexUse.OTHER, layout.use(THREAD, 0, 0, 120));
  }

  @Test
  void theParkersBytesAreAroundWhatWasSeen() {
    assertEquals(new FutexSpan(1216, 1360), FutexSpan.of(THREAD_BYTES, 1304, 1308, 1352));
    assertEquals(new FutexSpan(1216, 1360), FutexSpan.of(THREAD_BYTES, 1356, 1304, 1308));
    FutexSpan none = new FutexSpan(FutexLayout.ABSENT, FutexLayout.ABSENT);
    assertEquals(none, FutexSpan.of(THREAD_BYTES, 1304, 1308, 2352), "too far from each other");
    assertEquals(none, FutexSpan.of(THREAD_BYTES, -16, 0, 40), "in front of the thread");
    assertEquals(none, FutexSpan.of(1356, 1304, 1308, 1352), "beyond the thread's end");
    assertEquals(none, FutexSpan.of(THREAD_BYTES, 1L << 32), "far from the thread");
  }

  private static FutexUse use(FutexLayout layout, long futex) {
    return layout.use(THREAD, MONITOR, SLEEP, futex);
  }
}
