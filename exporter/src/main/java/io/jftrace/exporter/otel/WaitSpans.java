// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.jftrace.timeline.SpanRef;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;

/** Attributes of the spans of waits; told in docs/spans.md. */
final class WaitSpans {

  private static final AttributeKey<String> REASON = AttributeKey.stringKey("jftrace.wait.reason");
  private static final AttributeKey<String> STATE = AttributeKey.stringKey("jftrace.wait.state");
  private static final AttributeKey<Double> RUN_QUEUE =
      AttributeKey.doubleKey("jftrace.runqueue.time");
  private static final AttributeKey<Double> CONTINUED =
      AttributeKey.doubleKey("jftrace.wait.continued");
  private static final AttributeKey<String> WAKER_NAME =
      AttributeKey.stringKey("jftrace.waker.name");
  private static final AttributeKey<Long> WAKER_TID = AttributeKey.longKey("jftrace.waker.tid");
  private static final AttributeKey<String> WAKER_COMM =
      AttributeKey.stringKey("jftrace.waker.comm");
  private static final AttributeKey<String> WAKER_CHAIN =
      AttributeKey.stringKey("jftrace.waker.chain");
  private static final AttributeKey<String> LOCK_CLASS =
      AttributeKey.stringKey("jftrace.lock.class");
  private static final AttributeKey<String> LOCK_OWNER =
      AttributeKey.stringKey("jftrace.lock.owner");
  private static final AttributeKey<String> SYSTEM_CALL = AttributeKey.stringKey("jftrace.syscall");
  private static final AttributeKey<String> TARGET = AttributeKey.stringKey("jftrace.wait.target");

  /** As OpenTelemetry's semantic conventions name it. */
  private static final AttributeKey<String> JAVA_STACK = AttributeKey.stringKey("code.stacktrace");

  private static final AttributeKey<Long> CPU_OUT = AttributeKey.longKey("jftrace.cpu.out");
  private static final AttributeKey<Long> CPU_IN = AttributeKey.longKey("jftrace.cpu.in");

  private static final Attributes WAKER_LINK =
      Attributes.of(AttributeKey.stringKey("jftrace.link"), "waker");

  private static final double NANOS_PER_SECOND = 1e9;

  private WaitSpans() {}

  static void describe(SpanBuilder span, WaitSpan wait, long continuedNanos) {
    // It is at the wait's end, so that what is left out is of it first.
    long runQueueNanos = Math.max(0, wait.runQueueNanos() - continuedNanos);
    span.setAttribute(REASON, wait.reason())
        .setAttribute(STATE, String.valueOf(wait.state()))
        .setAttribute(RUN_QUEUE, runQueueNanos / NANOS_PER_SECOND)
        .setAttribute(CPU_OUT, (long) wait.cpuOut())
        .setAttribute(CPU_IN, (long) wait.cpuIn());
    ChildSpans.setContinued(span, CONTINUED, continuedNanos);
    setWaker(span, wait);
    setLink(span, wait.wakerSpan());
    setCause(span, wait.cause());
  }

  private static void setWaker(SpanBuilder span, WaitSpan wait) {
    if (wait.hasWaker()) {
      span.setAttribute(WAKER_NAME, wait.wakerName())
          .setAttribute(WAKER_TID, (long) wait.wakerTid());
    }
    setIfKnown(span, WAKER_COMM, wait.wakerComm());
    setIfKnown(span, WAKER_CHAIN, wait.cause().wakerChain());
  }

  private static void setLink(SpanBuilder span, SpanRef wakerSpan) {
    SpanContext linked =
        wakerSpan == null ? SpanContext.getInvalid() : ChildSpans.context(wakerSpan);
    if (linked.isValid()) {
      span.addLink(linked, WAKER_LINK);
    }
  }

  private static void setCause(SpanBuilder span, WaitCause cause) {
    setIfKnown(span, LOCK_CLASS, cause.lockClass());
    setIfKnown(span, LOCK_OWNER, cause.lockOwner());
    setIfKnown(span, JAVA_STACK, cause.javaStack());
    setIfKnown(span, SYSTEM_CALL, cause.systemCall());
    setIfKnown(span, TARGET, cause.target());
  }

  private static void setIfKnown(SpanBuilder span, AttributeKey<String> key, String value) {
    if (!value.isEmpty()) {
      span.setAttribute(key, value);
    }
  }
}
