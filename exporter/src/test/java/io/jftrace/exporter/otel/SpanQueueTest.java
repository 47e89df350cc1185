// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.timeline.SpanRef;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which spans may be taken. */
final class SpanQueueTest {

  private static final int BATCH = 3;

  /** Each is due at once. */
  private final SpanQueue queue = new SpanQueue(new Batching(0, 100, BATCH, 1));

  @Test
  void allMayBeTakenIfNobodyTellsOfEnds() throws Exception {
    offer(1, 2);
    assertEquals(List.of(1L, 2L), take());
  }

  @Test
  void whatCameAfterTheEndsWaitsForTheNext() throws Exception {
    offer(1, 2);
    queue.release();
    offer(3, 4, 5, 6, 7);
    assertEquals(List.of(1L, 2L), take());
    queue.release();
    assertEquals(List.of(3L, 4L, 5L), take());
    assertEquals(List.of(6L, 7L), take());
  }

  @Test
  void whoWaitsForABatchGetsWhatIsReleased() throws Exception {
    queue.release();
    offer(1);
    List<List<Long>> taken = new ArrayList<>();
    Thread taker = new Thread(() -> taken.add(takeUninterrupted()));
    taker.start();
    while (taker.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
    offer(2);
    queue.release();
    taker.join();
    assertEquals(List.of(List.of(1L, 2L)), taken);
  }

  @Test
  void aFlushDoesNotWaitForEnds() throws Exception {
    queue.release();
    offer(1, 2);
    assertFalse(queue.flush(0));
    offer(3);
    assertEquals(List.of(1L, 2L), take());
    queue.done(2);
    assertFalse(queue.flush(0));
    assertEquals(List.of(3L), take());
    queue.done(1);
    assertTrue(queue.flush(0));
    offer(4);
    queue.release();
    assertEquals(List.of(4L), take());
  }

  @Test
  void theEndDoesNotWaitForEnds() throws Exception {
    queue.release();
    offer(1, 2);
    queue.close();
    assertEquals(List.of(1L, 2L), take());
    assertFalse(queue.take(new ArrayList<>()));
  }

  private void offer(long... numbers) {
    for (long number : numbers) {
      OtherSum sum = new OtherSum();
      sum.add(number, number, 0, null);
      SpanRef parent = new SpanRef(ExporterFixture.TRACE_ID, ExporterFixture.SPAN_ID, true);
      queue.offer(sum.span(parent, OtherKind.waits("lock")));
    }
  }

  private List<Long> take() throws InterruptedException {
    List<ChildSpan> batch = new ArrayList<>();
    assertTrue(queue.take(batch));
    return batch.stream().map(ChildSpan::startEpochNanos).toList();
  }

  private List<Long> takeUninterrupted() {
    try {
      return take();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
