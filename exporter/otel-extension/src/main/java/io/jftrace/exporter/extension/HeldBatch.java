// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;

/**
 * Spans that one call of {@code export()} gave.
 *
 * @param spans of our own: the SDK empties and fills its collection again
 * @param nanoTime {@code System.nanoTime()} of the call; all spans had ended then
 */
record HeldBatch(List<SpanData> spans, long nanoTime) implements Held {

  int size() {
    return spans.size();
  }

  /** The SDK's simple processor exports each span by itself. */
  boolean isSingle() {
    return spans.size() == 1;
  }
}
