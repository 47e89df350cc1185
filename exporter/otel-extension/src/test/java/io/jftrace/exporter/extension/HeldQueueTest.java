// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldQueueTest {

  private final HeldQueue queue = new HeldQueue(4);

  @Test
  void oneThreadServesWhatIsHeldAndEndsWhenNothingIs() {
    assertFalse(queue.claimService(), "there is nothing to do");
    queue.add(batch("a"));
    assertTrue(queue.claimService());
    assertFalse(queue.claimService(), "one is enough");
    serve();

    assertNull(queue.head(1));

    queue.add(batch("b"));
    assertTrue(queue.claimService(), "the first has gone");
  }

  @Test
  void theServiceEndsWithAShutdown() {
    queue.add(batch("a"));
    assertTrue(queue.claimService());
    queue.close();
    assertNotNull(queue.head(Long.MAX_VALUE), "what is held comes first");
    serve();
    assertNull(queue.head(Long.MAX_VALUE));
  }

  @Test
  void whatIsBeingExportedCounts() {
    queue.add(batch("a", "b", "c", "d"));
    queue.takeHead();
    assertEquals(4, queue.heldSpans());
    assertFalse(queue.isIdle());
    CompletableResultCode over = queue.add(batch("e"));
    assertFalse(over.isDone());
    queue.done();
    assertTrue(over.isSuccess());
    assertEquals(1, queue.heldSpans());
  }

  @Test
  void singleSpansAreTakenTogetherUpToOthers() {
    for (String name : List.of("a", "b", "c")) {
      queue.add(batch(name));
    }
    queue.addCall(new HeldCall(() -> {}));
    queue.add(batch("d"));
    List<HeldBatch> taken = new ArrayList<>();
    queue.takeHead();

    queue.takeSingles(taken, 512, batch -> true);

    assertEquals(2, taken.size(), "a flush is not overtaken");
    queue.done();
    assertEquals(1, queue.heldSpans());
    assertTrue(queue.isUrgent(), "somebody waits for the flush");
  }

  @Test
  void callsNeedNotWaitForNothing() {
    assertFalse(queue.addCall(new HeldCall(() -> {})));
  }

  private void serve() {
    queue.takeHead();
    queue.done();
  }

  private static HeldBatch batch(String... names) {
    return new HeldBatch(Spans.named(names), System.nanoTime());
  }
}
