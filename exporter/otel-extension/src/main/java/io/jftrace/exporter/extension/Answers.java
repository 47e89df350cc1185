// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The agent's answers for spans; each exporter of the SDK gets them, but the agent gives once. */
final class Answers {

  /** What one exporter may hold, the others have yet to ask for. */
  private static final int MAX_REMEMBERED = 8192;

  private static final class Remembered {
    private final Attributes attributes;
    private int askersLeft;

    Remembered(Attributes attributes, int askersLeft) {
      this.attributes = attributes;
      this.askersLeft = askersLeft;
    }
  }

  private final HookFinder finder;
  private final Map<String, Remembered> remembered = new LinkedHashMap<>();
  private int askers;

  Answers(HookFinder finder) {
    this.finder = finder;
  }

  /** From now on one exporter more asks for each span. */
  synchronized void addAsker() {
    askers++;
  }

  /** Whether there is an agent that may have answered, or was. */
  boolean mayBeThere() {
    return finder.orNull() != null;
  }

  /** The attributes for a span; null if there are none. */
  synchronized Attributes of(SpanContext span) {
    if (askers <= 1) {
      return take(span);
    }
    String key = span.getTraceId() + span.getSpanId();
    Remembered before = remembered.get(key);
    if (before == null) {
      return first(key, span);
    }
    if (--before.askersLeft == 0) {
      remembered.remove(key);
    }
    return before.attributes;
  }

  private Attributes first(String key, SpanContext span) {
    Attributes attributes = take(span);
    if (attributes != null) {
      remembered.put(key, new Remembered(attributes, askers - 1));
      if (remembered.size() > MAX_REMEMBERED) {
        Iterator<Remembered> oldest = remembered.values().iterator();
        oldest.next();
        oldest.remove();
      }
    }
    return attributes;
  }

  private Attributes take(SpanContext span) {
    AgentHook hook = finder.orNull();
    Object[] answer = hook == null ? null : hook.take(span.getTraceId(), span.getSpanId());
    return answer == null ? null : attributes(answer);
  }

  private static Attributes attributes(Object[] answer) {
    AttributesBuilder attributes = Attributes.builder();
    for (int i = 0; i + 1 < answer.length; i += 2) {
      String name = String.valueOf(answer[i]);
      if (answer[i + 1] instanceof Double value) {
        attributes.put(name, value.doubleValue());
      } else if (answer[i + 1] instanceof Long value) {
        attributes.put(name, value.longValue());
      } else if (answer[i + 1] instanceof Boolean value) {
        attributes.put(name, value.booleanValue());
      } else if (answer[i + 1] instanceof String value) {
        attributes.put(name, value);
      }
    }
    return attributes.build();
  }
}
