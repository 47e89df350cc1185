// SPDX-License-Identifier: Apache-2.0
package io.jftrace.testapp;

import com.sun.tools.attach.VirtualMachine;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** Makes spans current and looks at what the hook, which it can see, has recorded of them. */
@SuppressWarnings("try") // scopes are for closing
public final class Spans {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private Spans() {}

  /** Prints ok. With an argument, it attaches that agent to itself, once it has used spans. */
  public static void main(String[] args) throws Exception {
    Span outer = span("b7ad6b7169203331");
    if (args.length > 0) {
      try (Scope before = outer.makeCurrent()) {
        attach(args[0]);
      }
    }
    try (Scope scope = outer.makeCurrent()) {
      expect("b7ad6b7169203331");
      try (Scope inner = span("00f067aa0ba902b7").makeCurrent()) {
        expect("00f067aa0ba902b7");
      }
      expect("b7ad6b7169203331");
    }
    expect(null);
    System.out.println("ok");
  }

  private static void attach(String agent) throws Exception {
    VirtualMachine self = VirtualMachine.attach(Long.toString(ProcessHandle.current().pid()));
    self.loadAgent(agent, "prometheus.port=0");
    self.detach();
    // The agent's own thread goes over the loaded classes.
    Thread.sleep(2000);
  }

  private static Span span(String spanId) {
    return Span.wrap(
        SpanContext.create(TRACE, spanId, TraceFlags.getSampled(), TraceState.getDefault()));
  }

  private static void expect(String spanId) throws ReflectiveOperationException {
    Class<?> hook = Class.forName("java.lang.JftraceSpanLog");
    Field current = hook.getDeclaredField("CURRENT");
    current.setAccessible(true);
    Object log = ((ThreadLocal<?>) current.get(null)).get();
    long last = (long) hook.getMethod("written").invoke(log) - 1;
    Method spanIdAt = hook.getMethod("spanId", long.class);
    Object recorded = spanIdAt.invoke(log, last);
    if (!String.valueOf(spanId).equals(String.valueOf(recorded))) {
      throw new IllegalStateException("recorded " + recorded + ", not " + spanId);
    }
  }
}
