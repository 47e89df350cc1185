// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import io.jftrace.agent.e2e.AgentStart;
import io.jftrace.exporter.extension.SpanBreakdowns;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Serves many requests a second, each with a span and one wait or two, and a few with many waits.
 * Arguments: the endpoint for its own spans; {@code agent} to wait for it; threads; requests of
 * each of them; milliseconds between two; how many requests with many waits.
 */
public final class LoadApplication {

  /** Names of spans. */
  static final String REQUEST = "request";

  static final String LONG_REQUEST = "request with many waits";

  /** Attributes of spans. */
  static final String THREAD = "app.thread";

  static final String NUMBER = "app.number";
  static final String WAITS = "app.waits";

  static final int LONG_REQUEST_WAITS = 40;
  static final int WAIT_MILLIS = 2;

  /** Longer than that is not exported later. */
  static final int SCHEDULE_DELAY_MILLIS = 1_000;

  private static final int LONG_REQUEST_PERIOD_MILLIS = 1_000;

  private final Tracer tracer;

  private LoadApplication(Tracer tracer) {
    this.tracer = tracer;
  }

  public static void main(String[] args) throws Exception {
    HoldMeter meter = new HoldMeter();
    SdkTracerProvider sdk = sdk(args[0], meter);
    if (args[1].equals("agent")) {
      AgentStart.await();
    }
    new LoadApplication(sdk.get("test"))
        .run(
            Integer.parseInt(args[2]),
            Integer.parseInt(args[3]),
            Integer.parseInt(args[4]),
            Integer.parseInt(args[5]));
    sdk.forceFlush().join(10, TimeUnit.SECONDS);
    System.gc();
    System.out.println(usedBytes());
    System.out.println(meter.times().line());
    Phases.awaitEnd();
    sdk.close();
  }

  /** By hand: the properties of the process are the agent's. */
  private static SdkTracerProvider sdk(String endpoint, HoldMeter meter) {
    SpanBreakdowns breakdowns = SpanBreakdowns.create();
    SpanExporter otlp = OtlpHttpSpanExporter.builder().setEndpoint(endpoint + "/v1/traces").build();
    SpanExporter exporter = meter.before(breakdowns.exporter(meter.after(otlp)));
    BatchSpanProcessor batches =
        BatchSpanProcessor.builder(exporter)
            .setScheduleDelay(Duration.ofMillis(SCHEDULE_DELAY_MILLIS))
            .setMaxQueueSize(20_000)
            .build();
    return SdkTracerProvider.builder().addSpanProcessor(breakdowns.processor(batches)).build();
  }

  private static long usedBytes() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private void run(int threadCount, int requests, int periodMillis, int longRequests)
      throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < threadCount; i++) {
      int number = i;
      threads.add(
          new Thread(
              () -> serve(REQUEST, number, requests, periodMillis, n -> 1 + n % 2), "server-" + i));
    }
    threads.add(
        new Thread(
            () ->
                serve(
                    LONG_REQUEST,
                    threadCount,
                    longRequests,
                    LONG_REQUEST_PERIOD_MILLIS,
                    n -> LONG_REQUEST_WAITS),
            "long-server"));
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private interface Waits {
    int of(int request);
  }

  /** At fixed times, however long the requests take. */
  private void serve(String name, int thread, int requests, int periodMillis, Waits waits) {
    long beginNanos = System.nanoTime() + thread * 1_000_000L;
    for (int i = 0; i < requests; i++) {
      long startNanos = beginNanos + i * (periodMillis * 1_000_000L);
      for (long left; (left = startNanos - System.nanoTime()) > 0; ) {
        LockSupport.parkNanos(left);
      }
      request(name, thread, i, waits.of(i));
    }
  }

  private void request(String name, int thread, int number, int waits) {
    Span span =
        tracer
            .spanBuilder(name)
            .setAttribute(THREAD, thread)
            .setAttribute(NUMBER, number)
            .setAttribute(WAITS, waits)
            .startSpan();
    try (Scope scope = span.makeCurrent()) {
      for (int i = 0; i < waits; i++) {
        Thread.sleep(WAIT_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      span.end();
    }
  }
}
