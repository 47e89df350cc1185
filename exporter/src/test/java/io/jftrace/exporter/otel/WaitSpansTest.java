// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.timeline.SpanRef;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a span tells of its wait's cause. */
final class WaitSpansTest {

  private static final SpanRef PARENT =
      new SpanRef("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);
  private static final WaitCause UNKNOWN = new WaitCause("", "", "", "", "", "");

  private final List<Attributes> recorded = new ArrayList<>();

  private Map<String, String> attributesOf(WaitCause cause) {
    WaitSpan wait =
        new WaitSpan(
            PARENT, 1, 2, "lock", cause, 'S', 1, "t", null, 7, 0, false, "", -1, "", null, 0, 0);
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder().addSpanProcessor(new Recorder()).build()) {
      ChildSpans.record(provider.get("test"), new CutSpan(wait, 2));
    }
    Map<String, String> attributes = new TreeMap<>();
    recorded.get(0).forEach((key, value) -> attributes.put(key.getKey(), value.toString()));
    recorded.clear();
    return attributes;
  }

  @Test
  void whatIsKnownIsToldAndNothingElse() {
    Map<String, String> without = attributesOf(UNKNOWN);
    Map<String, String> with =
        attributesOf(
            new WaitCause(
                "a.Lock",
                "owner-1",
                "a.B.c(B.java:1)",
                "read",
                "/data",
                "x (lock 2.0 ms) ← interrupt"));
    with.keySet().removeAll(without.keySet());
    assertEquals(
        new TreeMap<>(
            Map.of(
                "jftrace.lock.class", "a.Lock",
                "jftrace.lock.owner", "owner-1",
                "code.stacktrace", "a.B.c(B.java:1)",
                "jftrace.syscall", "read",
                "jftrace.wait.target", "/data",
                "jftrace.waker.chain", "x (lock 2.0 ms) ← interrupt")),
        with);
    assertEquals("lock", without.get("jftrace.wait.reason"));
  }

  private final class Recorder implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      recorded.add(span.toSpanData().getAttributes());
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }
}
