// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
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
public record SeenSpan(String scope, Map<String, AnyValue> resource, Span span) {

  private static final String BREAKDOWN = "jftrace.";

  private static final Map<String, AnyValue> WAKER =
      Map.of("jftrace.link", AnyValue.newBuilder().setStringValue("waker").build());

  public static List<SeenSpan> all(Collection<ExportTraceServiceRequest> requests) {
    return of(
        requests.stream().flatMap(request -> request.getResourceSpansList().stream()).toList());
  }

  public static List<SeenSpan> of(Collection<ResourceSpans> resources) {
    List<SeenSpan> spans = new ArrayList<>();
    for (ResourceSpans resource : resources) {
      Map<String, AnyValue> attributes = map(resource.getResource().getAttributesList());
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        String name = scope.getScope().getName();
        scope.getSpansList().forEach(span -> spans.add(new SeenSpan(name, attributes, span)));
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

  public boolean isAgents() {
    return scope.equals(OtlpReceiver.AGENTS_SCOPE);
  }

  public String name() {
    return span.getName();
  }

  public String traceId() {
    return hex(span.getTraceId());
  }

  public String id() {
    return hex(span.getSpanId());
  }

  /** Empty if it is a root. */
  public String parentId() {
    return hex(span.getParentSpanId());
  }

  public String service() {
    return resource.get("service.name").getStringValue();
  }

  public long startNanos() {
    return span.getStartTimeUnixNano();
  }

  public long endNanos() {
    return span.getEndTimeUnixNano();
  }

  public long durationNanos() {
    return endNanos() - startNanos();
  }

  /** When it had an event. */
  public long eventNanos(String name) {
    return span.getEventsList().stream()
        .filter(event -> event.getName().equals(name))
        .mapToLong(Span.Event::getTimeUnixNano)
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no event " + name + " in " + this));
  }

  public Map<String, AnyValue> attributes() {
    return map(span.getAttributesList());
  }

  public String text(String attribute) {
    return attributes().getOrDefault(attribute, AnyValue.getDefaultInstance()).getStringValue();
  }

  /** 0 if there is none. */
  public long integer(String attribute) {
    return attributes().getOrDefault(attribute, AnyValue.getDefaultInstance()).getIntValue();
  }

  /**
   * Of the application's span: a time by its name without prefix and suffix, 0 if there is none.
   */
  public double seconds(String kind) {
    String name = BREAKDOWN + kind + ".time";
    return attributes().getOrDefault(name, AnyValue.getDefaultInstance()).getDoubleValue();
  }

  public boolean hasBreakdown() {
    return attributes().containsKey(BREAKDOWN + "cpu.time");
  }

  /** Of the agent's: whether it went on after its parent's end. */
  public boolean isCut() {
    return attributes().containsKey("jftrace.wait.continued");
  }

  /** Of the spans that it is linked to: those that ended the wait. */
  public List<String> linkedIds() {
    return span.getLinksList().stream()
        .peek(link -> assertEquals(WAKER, map(link.getAttributesList()), this::toString))
        .map(link -> hex(link.getSpanId()))
        .toList();
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
