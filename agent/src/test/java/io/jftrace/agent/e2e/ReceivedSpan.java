// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A span of the agent, as a collector has it.
 *
 * @param attributes their values as text
 * @param wakers the ids of the spans that it is linked to as ended by
 */
public record ReceivedSpan(
    String name,
    String traceId,
    String parentId,
    long startNanos,
    long endNanos,
    Map<String, String> attributes,
    List<String> wakers) {

  public static List<ReceivedSpan> all(List<ResourceSpans> resources) {
    return resources.stream()
        .flatMap(r -> r.getScopeSpansList().stream())
        .peek(scope -> assertEquals("io.jftrace", scope.getScope().getName()))
        .flatMap(scope -> scope.getSpansList().stream())
        .map(ReceivedSpan::of)
        .toList();
  }

  private static ReceivedSpan of(Span span) {
    HexFormat hex = HexFormat.of();
    return new ReceivedSpan(
        span.getName(),
        hex.formatHex(span.getTraceId().toByteArray()),
        hex.formatHex(span.getParentSpanId().toByteArray()),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        span.getAttributesList().stream()
            .collect(Collectors.toMap(KeyValue::getKey, ReceivedSpan::text)),
        span.getLinksList().stream()
            .filter(ReceivedSpan::isWaker)
            .map(link -> hex.formatHex(link.getSpanId().toByteArray()))
            .toList());
  }

  private static boolean isWaker(Span.Link link) {
    return link.getAttributesList().stream()
        .anyMatch(a -> a.getKey().equals("jftrace.link") && text(a).equals("waker"));
  }

  private static String text(KeyValue attribute) {
    return attribute.getValue().hasIntValue()
        ? Long.toString(attribute.getValue().getIntValue())
        : attribute.getValue().getStringValue();
  }
}
