// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.jftrace.timeline.SpanRef;

/** Which span of the application; its clock and resource may be known at times only. */
record ParentId(String traceId, String spanId) {

  static ParentId of(SpanRef span) {
    return new ParentId(span.traceId(), span.spanId());
  }
}
