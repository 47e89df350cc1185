// SPDX-License-Identifier: Apache-2.0
package io.jftrace.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The agent in a benchmark's JVM, if it was given one. */
final class BenchmarkAgent {

  /** Asks the agent for the breakdown of spans, as its OpenTelemetry extension does. */
  static final String BREAKDOWN = "-Dbenchmarks.breakdown=true";

  private static final Path INSTANCES = Path.of("/sys/kernel/tracing/instances");
  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(20);

  private BenchmarkAgent() {}

  /** Until it traces; fails if it does not. */
  static void awaitIfGiven() throws IOException, InterruptedException {
    boolean given =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .anyMatch(argument -> argument.startsWith("-javaagent:"));
    if (given) {
      await();
      if (Boolean.getBoolean("benchmarks.breakdown")) {
        wantBreakdown();
      }
    }
  }

  private static void await() throws IOException, InterruptedException {
    long sinceNanos = System.nanoTime();
    while (!isTracing()) {
      if (System.nanoTime() - sinceNanos > TIMEOUT_NANOS) {
        throw new IllegalStateException("the agent does not trace; this benchmark needs root");
      }
      Thread.sleep(50);
    }
  }

  /** The instance's tracing is turned on last. */
  private static boolean isTracing() throws IOException {
    String own = "jftrace_" + ProcessHandle.current().pid() + "_*";
    try (DirectoryStream<Path> instances = Files.newDirectoryStream(INSTANCES, own)) {
      for (Path instance : instances) {
        return Files.readString(instance.resolve("tracing_on")).startsWith("1");
      }
    }
    return false;
  }

  private static void wantBreakdown() {
    try {
      Class.forName("java.lang.JftraceSpanEnds").getMethod("wanted").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the agent has no breakdown of spans", e);
    }
  }
}
