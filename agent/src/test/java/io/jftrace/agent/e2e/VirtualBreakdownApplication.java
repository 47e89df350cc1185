// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import com.sun.management.OperatingSystemMXBean;
import io.jftrace.agent.e2e.BreakdownApplication.Measured;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hundreds of requests at a time, each on a virtual thread of its own with a span, and two that go
 * on on a platform thread as well. Prints of each what {@link BreakdownApplication} does, with the
 * CPU time that it certainly had; and at last the CPU time of all that the process did meanwhile.
 */
@SuppressWarnings("try") // scopes are for closing
final class VirtualBreakdownApplication {

  static final int REQUESTS = 400;
  static final int SLEEP_MILLIS = 50;
  static final int BOTH = 2;

  private static final long COMPUTED_NANOS = 2_000_000;

  /** Whoever looks at the clock again so soon has had the CPU meanwhile. */
  private static final long STEP_NANOS = 20_000;

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Queue<Measured> MEASURED = new ConcurrentLinkedQueue<>();

  private VirtualBreakdownApplication() {}

  public static void main(String[] args) throws Exception {
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    try (SdkTracerProvider provider = SdkTracerProvider.builder().build();
        FileChannel file =
            FileChannel.open(
                Path.of("file"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      Tracer tracer = provider.get("test");
      BreakdownApplication.wantAccounts();
      // Loads what the first one needs.
      virtual(() -> request(tracer, file)).join();
      MEASURED.clear();
      long cpuNanos = process.getProcessCpuTime();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        threads.add(virtual(() -> request(tracer, file)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      for (int i = 0; i < BOTH; i++) {
        onBoth(tracer);
      }
      cpuNanos = process.getProcessCpuTime() - cpuNanos;
      for (Measured measured : MEASURED) {
        measured.ask();
      }
      System.out.println("cpu\t" + cpuNanos);
    }
  }

  /** The tests' bytecode is that of a release without virtual threads. */
  private static Thread virtual(Runnable task) throws ReflectiveOperationException {
    Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
    return (Thread) start.invoke(null, task);
  }

  private static void request(Tracer tracer, FileChannel file) {
    long startNanos = System.nanoTime();
    Span span = tracer.spanBuilder("request").startSpan();
    long leastNanos;
    long computedNanos;
    try {
      try (Scope scope = span.makeCurrent()) {
        long activeNanos = System.nanoTime();
        Thread.sleep(SLEEP_MILLIS);
        computedNanos = compute();
        holdLock();
        write(file);
        leastNanos = System.nanoTime() - activeNanos;
      }
      measured(span, "request", startNanos, leastNanos, computedNanos);
    } catch (InterruptedException | IOException | ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Active on this thread and, for as long, on a virtual one. */
  private static void onBoth(Tracer tracer) throws Exception {
    long startNanos = System.nanoTime();
    Span span = tracer.spanBuilder("both").startSpan();
    long leastNanos;
    try (Scope scope = span.makeCurrent()) {
      Thread virtual = virtual(() -> sleepWithin(span));
      long activeNanos = System.nanoTime();
      virtual.join();
      leastNanos = System.nanoTime() - activeNanos;
    }
    measured(span, "both", startNanos, leastNanos, 0);
  }

  private static void sleepWithin(Span span) {
    try (Scope scope = span.makeCurrent()) {
      Thread.sleep(SLEEP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void measured(
      Span span, String name, long startNanos, long leastNanos, long computedNanos)
      throws ReflectiveOperationException {
    long endNanos = BreakdownApplication.end(span);
    MEASURED.add(
        new Measured(
            span.getSpanContext(),
            name,
            leastNanos,
            endNanos - startNanos,
            computedNanos,
            endNanos));
  }

  private static long compute() {
    long computedNanos = 0;
    long lastNanos = System.nanoTime();
    while (computedNanos < COMPUTED_NANOS) {
      long nowNanos = System.nanoTime();
      computedNanos += nowNanos - lastNanos < STEP_NANOS ? nowNanos - lastNanos : 0;
      lastNanos = nowNanos;
    }
    return computedNanos;
  }

  private static void holdLock() throws InterruptedException {
    LOCK.lock();
    try {
      Thread.sleep(1);
    } finally {
      LOCK.unlock();
    }
  }

  private static void write(FileChannel file) throws IOException {
    file.write(ByteBuffer.allocateDirect(64), 0);
    file.force(true);
  }
}
