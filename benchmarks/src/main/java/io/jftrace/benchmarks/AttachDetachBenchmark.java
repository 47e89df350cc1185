// SPDX-License-Identifier: Apache-2.0
package io.jftrace.benchmarks;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs an application to make a sampled span the active one and to end that again, without
 * and with the agent. With it, the target is less than 100 ns for each of the two. To be run in the
 * project's directory, where the agent is, and as root.
 *
 * <p>On virtual threads with {@code -jvmArgsPrepend -Djmh.executor=VIRTUAL}.
 */
@State(org.openjdk.jmh.annotations.Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class AttachDetachBenchmark {

  private static final String AGENT =
      "-javaagent:agent/target/jftrace.jar=prometheus=off,log=error";

  private final SdkTracerProvider provider = SdkTracerProvider.builder().build();
  private Context outer;
  private Context inner;

  /** Makes a span and a child of it, when an agent that is to trace does so. */
  @Setup
  public void open() throws IOException, InterruptedException {
    BenchmarkAgent.awaitIfGiven();
    start();
    attachAndDetach();
    // As in an application that runs for long: the thread's log is old, the spans are young.
    System.gc();
    start();
  }

  private void start() {
    Tracer tracer = provider.get("benchmark");
    outer = Context.root().with(tracer.spanBuilder("outer").startSpan());
    inner = outer.with(tracer.spanBuilder("inner").setParent(outer).startSpan());
  }

  /** A span, without the agent. */
  @Benchmark
  public Scope bare() {
    return attachAndDetach();
  }

  /** A span. */
  @Benchmark
  @Fork(value = 2, jvmArgsAppend = AGENT)
  public Scope traced() {
    return attachAndDetach();
  }

  /** A span, while its breakdown is wanted. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {AGENT, BenchmarkAgent.BREAKDOWN})
  public Scope brokenDown() {
    return attachAndDetach();
  }

  /** A span inside of its parent: two attached and detached. Without the agent. */
  @Benchmark
  public boolean nestedBare() {
    return attachAndDetachBoth();
  }

  /** A span inside of its parent. */
  @Benchmark
  @Fork(value = 2, jvmArgsAppend = AGENT)
  public boolean nestedTraced() {
    return attachAndDetachBoth();
  }

  /** A span inside of its parent, while their breakdowns are wanted. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {AGENT, BenchmarkAgent.BREAKDOWN})
  public boolean nestedBrokenDown() {
    return attachAndDetachBoth();
  }

  private Scope attachAndDetach() {
    try (Scope scope = outer.makeCurrent()) {
      return scope;
    }
  }

  private boolean attachAndDetachBoth() {
    try (Scope scope = outer.makeCurrent();
        Scope nested = inner.makeCurrent()) {
      return scope.equals(nested);
    }
  }

  /** Ends the SDK, and fails if an agent did not trace until now. */
  @TearDown(Level.Trial)
  public void close() throws IOException, InterruptedException {
    provider.close();
    BenchmarkAgent.awaitIfGiven();
  }
}
