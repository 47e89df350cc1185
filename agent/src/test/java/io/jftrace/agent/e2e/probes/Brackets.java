// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import jdk.jfr.consumer.RecordedEvent;

/** The application's own events, by thread and in order, around those of a probe. */
final class Brackets {

  private record Key(long tid, long key) {}

  private final Map<Key, Queue<RecordedEvent>> brackets = new HashMap<>();
  private final String keyField;

  /**
   * Brackets.
   *
   * @param own one around each call
   * @param keyField the probe's field that has what the application noted as the call's key; null
   *     if that is 0
   */
  Brackets(List<RecordedEvent> own, String keyField) {
    this.keyField = keyField;
    for (RecordedEvent event : own) {
      Key key = new Key(ProbedRun.tid(event), event.getLong("key"));
      brackets.computeIfAbsent(key, k -> new ArrayDeque<>()).add(event);
    }
  }

  /**
   * The application's event around this one, which is of the same thread and has the same key; each
   * is given once.
   */
  RecordedEvent around(RecordedEvent call) {
    Key key = new Key(ProbedRun.tid(call), keyField == null ? 0 : call.getLong(keyField));
    Queue<RecordedEvent> own = brackets.getOrDefault(key, new ArrayDeque<>());
    assertTrue(!own.isEmpty(), () -> "of no call of the application: " + call);
    RecordedEvent bracket = own.remove();
    assertTrue(ProbedRun.isInside(call, bracket), () -> call + " is not inside " + bracket);
    assertEquals(bracket.getThread().getId(), call.getThread("thread").getId());
    assertEquals(bracket.getThread().getJavaName(), call.getString("threadName"));
    return bracket;
  }

  /** Fails if there are some that are around nothing. */
  void assertNoneIsLeft() {
    List<RecordedEvent> left = brackets.values().stream().flatMap(Queue::stream).toList();
    assertTrue(left.isEmpty(), () -> left.size() + " have no event of the probe: " + left.get(0));
  }
}
