// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** An application with two spans; answers with ids and the times at which they were current. */
@SuppressWarnings("try") // scopes are for closing
public final class SpanUser implements Callable<List<String>> {

  @Override
  public List<String> call() {
    List<String> said = new ArrayList<>();
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder().addSpanProcessor(new Discard()).build()) {
      Tracer tracer = provider.get("test");
      Span outer = tracer.spanBuilder("outer").startSpan();
      try (Scope outerScope = outer.makeCurrent()) {
        say(said, outer);
        Span inner = tracer.spanBuilder("inner").setParent(Context.current()).startSpan();
        try (Scope innerScope = inner.makeCurrent()) {
          say(said, inner);
        }
        inner.end();
        said.add(Long.toString(System.nanoTime()));
      }
      outer.end();
      said.add(Long.toString(System.nanoTime()));
    }
    return said;
  }

  private static void say(List<String> said, Span span) {
    said.add(span.getSpanContext().getTraceId() + "/" + span.getSpanContext().getSpanId());
    said.add(Long.toString(System.nanoTime()));
  }

  /** Without a processor the SDK gives invalid spans. */
  static final class Discard implements SpanProcessor {

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }
}
