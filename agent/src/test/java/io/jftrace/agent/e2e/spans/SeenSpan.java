// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import com.google.protobuf.ByteString;
import io.jftrace.agent.e2e.OtlpReceiver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/** A span as a collector has it, the application's or one of the agent's. */
record SeenSpan(String scope, Map<String, AnyValue> resource, Span span) {

  private static final String BREAKDOWN = "jftrace.";

  static List<SeenSpan> all(Collection<ExportTraceServiceRequest> requests) {
    List<SeenSpan> spans = new ArrayList<>();
    for (ExportTraceServiceRequest request : requests) {
      for (ResourceSpans resource : request.getResourceSpansList()) {
        Map<String, AnyValue> attributes = map(resource.getResource().getAttributesList());
        for (ScopeSpans scope : resource.getScopeSpansList()) {
          String name = scope.getScope().getName();
          scope.getSpansList().forEach(s -> spans.add(new SeenSpan(name, attributes, s)));
        }
      }
    }
    return spans;
  }

  private static Map<String, AnyValue> map(List<KeyValue> attributes) {
    return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  boolean isAgents() {
    return scope.equals(OtlpReceiver.AGENTS_SCOPE);
  }

  String name() {
    return span.getName();
  }

  String traceId() {
    return hex(span.getTraceId());
  }

  String id() {
    return hex(span.getSpanId());
  }

  /** Empty if it is a root. */
  String parentId() {
    return hex(span.getParentSpanId());
  }

  String service() {
    return resource.get("service.name").getStringValue();
  }

  long startNanos() {
    return span.getStartTimeUnixNano();
  }

  long endNanos() {
    return span.getEndTimeUnixNano();
  }

  long durationNanos() {
    return endNanos() - startNanos();
  }

  /** When it had an event. */
  long eventNanos(String name) {
    return span.getEventsList().stream()
        .filter(event -> event.getName().equals(name))
        .mapToLong(Span.Event::getTimeUnixNano)
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no event " + name + " in " + this));
  }

  Map<String, AnyValue> attributes() {
    return map(span.getAttributesList());
  }

  String text(String attribute) {
    return attributes().getOrDefault(attribute, AnyValue.getDefaultInstance()).getStringValue();
  }

  /** 0 if there is none. */
  long integer(String attribute) {
    return attributes().getOrDefault(attribute, AnyValue.getDefaultInstance()).getIntValue();
  }

  /**
   * Of the application's span: a time by its name without prefix and suffix, 0 if there is none.
   */
  double seconds(String kind) {
    String name = BREAKDOWN + kind + ".time";
    return attributes().getOrDefault(name, AnyValue.getDefaultInstance()).getDoubleValue();
  }

  boolean hasBreakdown() {
    return attributes().containsKey(BREAKDOWN + "cpu.time");
  }

  /** Of the agent's: whether it went on after its parent's end. */
  boolean isCut() {
    return attributes().containsKey("jftrace.wait.continued");
  }

  /** Of the spans that it is linked to. */
  List<String> linkedIds() {
    return span.getLinksList().stream().map(link -> hex(link.getSpanId())).toList();
  }

  @Override
  public String toString() {
    return name()
        + " "
        + traceId()
        + "/"
        + id()
        + " in "
        + parentId()
        + " for "
        + durationNanos()
        + " ns "
        + span.getAttributesList().stream()
            .collect(
                Collectors.toMap(
                    KeyValue::getKey, a -> a.getValue().toString().strip(), (a, b) -> b));
  }
}
