// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which span the thread was in that ended a wait. */
final class WakerSpanTest {

  private static final SpanRef RELEASING = new SpanRef("a".repeat(32), "b".repeat(16), true);

  private final List<String> asked = new ArrayList<>();
  private final List<SpanRef> found = new ArrayList<>();
  private boolean asks = true;

  private final TimelineSink sink =
      new TimelineSink() {
        @Override
        public void offCpu(OffCpuInterval interval) {
          if (asks) {
            found.add(interval.wakerSpan());
            assertEquals(found.get(found.size() - 1), interval.wakerSpan());
          }
        }
      };

  private SpanRef activeAt(TracedThread thread, long timeNanos) {
    asked.add(thread.tid() + " at " + timeNanos);
    return thread.tid() == 8 ? RELEASING : null;
  }

  private final Timeline timeline =
      new Timeline(sink, JavaThreads.UNKNOWN, tid -> "", this::activeAt, () -> 0);

  @Test
  void isTheOneActiveWhenItWoke() {
    timeline.threadStarted(0, 7, "waiter");
    timeline.threadStarted(0, 8, "releaser");

    timeline.offCpu(7, 100, 180, 200, 8, 'S', 0, 0);

    assertEquals(List.of(RELEASING), found);
    assertEquals(List.of("8 at 180"), asked, "once");
  }

  @Test
  void isAskedOfEachWaitAnew() {
    timeline.threadStarted(0, 7, "waiter");
    timeline.threadStarted(0, 8, "releaser");
    timeline.threadStarted(0, 9, "other");

    timeline.offCpu(7, 100, 180, 200, 8, 'S', 0, 0);
    timeline.offCpu(7, 300, 380, 400, 9, 'S', 0, 0);
    timeline.offCpu(7, 500, 580, 600, 0, 'S', 0, 0);
    timeline.offCpu(7, 700, 700, 800, -1, 'R', 0, 0);
    timeline.offCpu(7, 900, 980, 1000, 4711, 'S', 0, 0);

    assertEquals(RELEASING, found.remove(0));
    found.forEach(span -> assertNull(span));
    assertEquals(List.of("8 at 180", "9 at 380"), asked, "nobody else is a thread of this process");
  }

  @Test
  void isNotAskedForUnlessWanted() {
    asks = false;
    timeline.threadStarted(0, 7, "waiter");
    timeline.threadStarted(0, 8, "releaser");
    timeline.offCpu(7, 100, 180, 200, 8, 'S', 0, 0);
    assertEquals(List.of(), asked);
  }
}
