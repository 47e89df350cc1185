// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;

/** Attributes of the spans of calls; told in docs/spans.md. */
final class CallSpans {

  private static final AttributeKey<String> NAME = AttributeKey.stringKey("jftrace.probe.name");
  private static final AttributeKey<String> PLACE = AttributeKey.stringKey("jftrace.probe.place");
  private static final AttributeKey<Double> CONTINUED =
      AttributeKey.doubleKey("jftrace.call.continued");
  private static final String ARGUMENT = "jftrace.probe.arg.";

  private CallSpans() {}

  static void describe(SpanBuilder span, CallSpan call, long continuedNanos) {
    span.setAttribute(NAME, call.probe()).setAttribute(PLACE, call.place());
    ChildSpans.setContinued(span, CONTINUED, continuedNanos);
    call.arguments().forEach(argument -> set(span, argument));
  }

  private static void set(SpanBuilder span, CallArgument argument) {
    String key = ARGUMENT + argument.field().name();
    switch (argument.field().kind()) {
      case SIGNED, UNSIGNED -> span.setAttribute(key, argument.number());
      case ADDRESS -> span.setAttribute(key, "0x" + Long.toHexString(argument.number()));
      case BOOLEAN -> span.setAttribute(key, argument.number() != 0);
      case TEXT -> span.setAttribute(key, argument.text());
    }
  }
}
