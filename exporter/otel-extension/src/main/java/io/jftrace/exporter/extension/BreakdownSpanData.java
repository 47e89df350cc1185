// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;

/** A span of the application with attributes more. */
final class BreakdownSpanData extends DelegatingSpanData {

  private final Attributes attributes;
  private final int totalAttributeCount;

  /** The span's own attributes stay what they are. */
  BreakdownSpanData(SpanData span, Attributes more) {
    super(span);
    AttributesBuilder merged = more.toBuilder();
    merged.putAll(span.getAttributes());
    this.attributes = merged.build();
    int added = attributes.size() - span.getAttributes().size();
    this.totalAttributeCount = span.getTotalAttributeCount() + added;
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public int getTotalAttributeCount() {
    return totalAttributeCount;
  }
}
