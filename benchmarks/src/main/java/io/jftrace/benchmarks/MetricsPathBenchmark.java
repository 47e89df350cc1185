// SPDX-License-Identifier: Apache-2.0
package io.jftrace.benchmarks;

import io.jftrace.exporter.prometheus.AgentHealth;
import io.jftrace.exporter.prometheus.PrometheusExporter;
import io.jftrace.exporter.prometheus.PrometheusSettings;
import io.jftrace.timeline.BreakdownHealth;
import io.jftrace.timeline.DetailHealth;
import io.jftrace.timeline.InspectionHealth;
import io.jftrace.timeline.JavaThreads;
import io.jftrace.timeline.PoolNames;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.SpansHealth;
import io.jftrace.timeline.Timeline;
import io.jftrace.timeline.scheduler.NoHealth;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The timeline's and the metrics' work for one wait: a million of them a second, on threads of
 * several pools, outside of spans or all inside of sampled ones. Nothing is to be allocated for a
 * wait.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MetricsPathBenchmark {

  /** Where the waits are. */
  public enum Spans {
    NONE,
    SAMPLED
  }

  @Param public Spans spans;

  private static final int FIRST_TID = 1000;
  private static final int POOLS = 4;
  private static final int WAITS = 1000;
  private static final long INTERVAL_NANOS = 1000;

  private PrometheusExporter exporter;
  private Timeline timeline;
  private long nowNanos = System.nanoTime();

  /** Listens, as the sink is only to be had so. */
  @Setup
  public void open() throws IOException {
    exporter =
        PrometheusExporter.start(
            new PrometheusSettings("127.0.0.1", 0),
            new AgentHealth(
                new NoHealth(),
                new NoDetail(),
                new NoInspection(),
                BreakdownHealth.NONE,
                SpansHealth.NONE),
            new PoolNames(64),
            List.of(),
            "benchmark");
    SpanRef span = new SpanRef("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);
    SpanSource source = (thread, nanos) -> spans == Spans.NONE ? null : span;
    timeline =
        new Timeline(exporter.sink(), JavaThreads.UNKNOWN, tid -> "", source, () -> Long.MAX_VALUE);
    for (int i = 0; i < POOLS; i++) {
      timeline.threadStarted(nowNanos, FIRST_TID + i, "pool" + "abcd".charAt(i));
    }
  }

  /** A wait of 1 µs to 1 ms, the last part of it on a run queue. */
  @Benchmark
  @OperationsPerInvocation(WAITS)
  public long oneWait() {
    for (int i = 0; i < WAITS; i++) {
      nowNanos += INTERVAL_NANOS;
      long start = nowNanos - (1000L << (i % 11));
      timeline.offCpu(FIRST_TID + i % POOLS, start, nowNanos - 700, nowNanos, 0, 'S', 0, 0);
    }
    return nowNanos;
  }

  /** Stops listening. */
  @TearDown(Level.Trial)
  public void close() {
    exporter.close();
  }

  private static final class NoDetail implements DetailHealth {
    @Override
    public int level() {
      return 3;
    }

    @Override
    public long spansLeftOut() {
      return 0;
    }

    @Override
    public long jfrLeftOut() {
      return 0;
    }
  }

  private static final class NoInspection implements InspectionHealth {
    @Override
    public long asked() {
      return 0;
    }

    @Override
    public long unasked() {
      return 0;
    }
  }
}
