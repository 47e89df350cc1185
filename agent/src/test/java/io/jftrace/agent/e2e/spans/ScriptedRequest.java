// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import io.jftrace.agent.e2e.waits.RunDelay;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;

/**
 * A request with a span of its own, which has an event before and after each step, and what the
 * kernel's own counts say of its thread's time as attributes.
 */
final class ScriptedRequest {

  static final String NAME = "scripted request";

  /** The one of the thread that holds the lock. */
  static final String HOLDER_NAME = "holds the lock";

  /** Nanoseconds in which the span was active at least: less than it lasted, on a busy machine. */
  static final String ACTIVE_NANOS = "true.active";

  /** Nanoseconds on a CPU, by the JVM. */
  static final String CPU_NANOS = "true.cpu";

  /** Nanoseconds without one, by the kernel. */
  static final String RUN_QUEUE_NANOS = "true.runqueue";

  /** The trace of requests that are not sampled. */
  static final String UNSAMPLED_TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Tracer tracer;
  private final Script script;

  ScriptedRequest(Tracer tracer, Path file) {
    this.tracer = tracer;
    this.script = new Script(file, this::inSpan);
  }

  /** Before the step, and after it. */
  static String begin(Script.Step step) {
    return step + " begins";
  }

  static String end(Script.Step step) {
    return step + " ends";
  }

  private void inSpan(Script.Work work) throws Exception {
    Span span = tracer.spanBuilder(HOLDER_NAME).setNoParent().startSpan();
    try (Scope scope = span.makeCurrent()) {
      work.run();
    } finally {
      span.end();
    }
  }

  void run(String name) throws Exception {
    try (Script.Lock lock = script.heldLock()) {
      Span span = tracer.spanBuilder(name).setNoParent().startSpan();
      try (Scope scope = span.makeCurrent()) {
        long activeNanos = System.nanoTime();
        long queuedNanos = RunDelay.currentNanos();
        long cpuNanos = threads.getCurrentThreadCpuTime();
        for (Script.Step step : Script.Step.values()) {
          span.addEvent(begin(step));
          script.step(step, lock);
          span.addEvent(end(step));
        }
        span.setAttribute(ACTIVE_NANOS, System.nanoTime() - activeNanos);
        span.setAttribute(CPU_NANOS, threads.getCurrentThreadCpuTime() - cpuNanos);
        span.setAttribute(RUN_QUEUE_NANOS, RunDelay.currentNanos() - queuedNanos);
      } finally {
        span.end();
      }
    }
  }

  /** A request that somebody else has decided not to sample. */
  void runUnsampled() throws InterruptedException {
    SpanContext caller =
        SpanContext.createFromRemoteParent(
            UNSAMPLED_TRACE_ID,
            "b7ad6b7169203331",
            TraceFlags.getDefault(),
            TraceState.getDefault());
    Context parent = Context.root().with(Span.wrap(caller));
    Span span = tracer.spanBuilder("unsampled").setParent(parent).startSpan();
    try (Scope scope = span.makeCurrent()) {
      Thread.sleep(Script.SLEEP_MILLIS);
    } finally {
      span.end();
    }
  }
}
