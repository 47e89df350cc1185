// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/**
 * An application that asks where the time of its spans went, as the extension of the SDK does.
 * Prints of each span its name, how long it was active at least and at most and its CPU time in
 * nanoseconds, whether it was answered in time, and what it was told.
 */
@SuppressWarnings("try") // scopes are for closing
final class BreakdownApplication {

  static final int SLEEP_MILLIS = 50;
  static final int LOCK_MILLIS = 100;
  static final int CPU_MILLIS = 30;

  private static final long TIMEOUT_NANOS = 30_000_000_000L;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Object LOCK = new Object();

  private BreakdownApplication() {}

  private interface Work {
    void run() throws Exception;
  }

  /** A span that ended, and what the application knows of it. */
  record Measured(
      SpanContext span,
      String name,
      long leastNanos,
      long mostNanos,
      long cpuNanos,
      long endNanos) {

    /** Returns when it has been printed what the agent tells of it. */
    void ask() throws Exception {
      Object inTime = hook("await", long.class, endNanos, long.class, TIMEOUT_NANOS);
      Object[] told =
          (Object[]) hook("take", String.class, span.getTraceId(), String.class, span.getSpanId());
      System.out.println(
          String.join(
              "\t",
              name,
              Long.toString(leastNanos),
              Long.toString(mostNanos),
              Long.toString(cpuNanos),
              inTime.toString(),
              Arrays.toString(told)));
    }
  }

  public static void main(String[] args) throws Exception {
    wantAccounts();
    try (SdkTracerProvider provider = SdkTracerProvider.builder().build()) {
      Tracer tracer = provider.get("test");
      // Loads what the first one needs.
      measure(tracer, "first", () -> request(tracer));
      for (int i = 0; i < 5; i++) {
        Measured[] step = new Measured[1];
        Measured request = measure(tracer, "request", () -> step[0] = request(tracer));
        request.ask();
        step[0].ask();
      }
      Measured last = measure(tracer, "last", () -> Thread.sleep(SLEEP_MILLIS));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> askAtEnd(last)));
    }
  }

  /** Returns when the agent keeps accounts. */
  static void wantAccounts() throws Exception {
    AgentStart.await();
    while (!(boolean) hook("isOpen")) {
      Thread.sleep(5);
    }
    hook("wanted");
    hook("await", long.class, System.nanoTime(), long.class, TIMEOUT_NANOS);
  }

  private static Measured request(Tracer tracer) throws Exception {
    Thread.sleep(SLEEP_MILLIS);
    Measured step = measure(tracer, "step", BreakdownApplication::waitForLock);
    long untilNanos = THREADS.getCurrentThreadCpuTime() + CPU_MILLIS * 1_000_000L;
    while (THREADS.getCurrentThreadCpuTime() < untilNanos) {
      Thread.onSpinWait();
    }
    return step;
  }

  private static void waitForLock() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    Thread waiting = Thread.currentThread();
    Thread holder =
        new Thread(
            () -> {
              synchronized (LOCK) {
                held.countDown();
                sleepOnceBlocked(waiting);
              }
            },
            "holder");
    holder.start();
    held.await();
    synchronized (LOCK) {
      holder.join();
    }
  }

  private static Measured measure(Tracer tracer, String name, Work work) throws Exception {
    long cpuNanos = THREADS.getCurrentThreadCpuTime();
    long startNanos = System.nanoTime();
    Span span = tracer.spanBuilder(name).startSpan();
    long leastNanos;
    try (Scope scope = span.makeCurrent()) {
      long activeNanos = System.nanoTime();
      work.run();
      leastNanos = System.nanoTime() - activeNanos;
    }
    long endNanos = end(span);
    return new Measured(
        span.getSpanContext(),
        name,
        leastNanos,
        endNanos - startNanos,
        THREADS.getCurrentThreadCpuTime() - cpuNanos,
        endNanos);
  }

  /** Returns when it ended, as the agent is told. */
  static long end(Span span) throws ReflectiveOperationException {
    span.end();
    long endNanos = System.nanoTime();
    SpanContext context = span.getSpanContext();
    hook(
        "ended",
        String.class,
        context.getTraceId(),
        String.class,
        context.getSpanId(),
        long.class,
        endNanos,
        long.class,
        ((ReadableSpan) span).toSpanData().getEndEpochNanos());
    return endNanos;
  }

  private static void askAtEnd(Measured last) {
    try {
      last.ask();
    } catch (Exception e) {
      System.out.println(e);
    }
  }

  private static void sleepOnceBlocked(Thread waiting) {
    try {
      while (waiting.getState() != Thread.State.BLOCKED) {
        Thread.sleep(1);
      }
      Thread.sleep(LOCK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Calls the agent's class: each parameter's type, and its value. */
  static Object hook(String method, Object... typesAndValues) throws ReflectiveOperationException {
    Class<?>[] types = new Class<?>[typesAndValues.length / 2];
    Object[] values = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = (Class<?>) typesAndValues[2 * i];
      values[i] = typesAndValues[2 * i + 1];
    }
    Class<?> hook = Class.forName("java.lang.JftraceSpanEnds", true, null);
    return hook.getMethod(method, types).invoke(null, values);
  }
}
