// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.util.HashMap;
import java.util.Map;

/**
 * A line of {@link SpanLog}.
 *
 * @param numbers its numeric attributes
 */
record OwnSpan(
    String traceId, String spanId, String name, long durationNanos, Map<String, Double> numbers) {

  private static final int PARTS_BEFORE_NUMBERS = 4;

  /** Null for what is no such line. */
  static OwnSpan parse(String line) {
    String[] parts = line.split("\t", -1);
    if (parts.length < PARTS_BEFORE_NUMBERS) {
      return null;
    }
    Map<String, Double> numbers = new HashMap<>();
    for (int i = PARTS_BEFORE_NUMBERS; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      numbers.put(parts[i].substring(0, equals), Double.valueOf(parts[i].substring(equals + 1)));
    }
    return new OwnSpan(parts[0], parts[1], parts[2], Long.parseLong(parts[3]), numbers);
  }

  String ids() {
    return traceId + '/' + spanId;
  }

  /** Whether jftrace's extension of OpenTelemetry added where the time went. */
  boolean hasBreakdown() {
    return numbers.containsKey("jftrace.cpu.time");
  }
}
