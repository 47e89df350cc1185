// SPDX-License-Identifier: Apache-2.0
package io.jftrace.benchmarks;

import io.jftrace.agent.source.SchedulerDecoder;
import io.jftrace.jfr.JfrOutput;
import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.Timeline;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.scheduler.NoHealth;
import io.jftrace.timeline.scheduler.ThreadStates;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.ring.MalformedCounts;
import io.jftrace.tracefs.ring.RingBufferReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
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
 * The reader's whole work for an event, from the file to the outputs: two CPUs whose events
 * alternate are read, merged, decoded and paired to waits. The files are regular ones, read as
 * {@code trace_pipe_raw} is.
 *
 * <p>Of {@link SavedPingPong#EVENTS} events one in two ends a wait. The targets: 100 ns for an
 * event (10 million a second) without JFR, 333 ns (3 million a second) with each wait committed to
 * JFR; nothing allocated for an event, but the event object for each wait in JFR.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ReaderPathBenchmark {

  /** Which waits get into a JFR recording. */
  public enum Jfr {
    /** No recording. */
    NONE,
    /** Those of 1 ms and more, as by default: none of these. */
    LONG,
    /** All. */
    ALL
  }

  @Param public Jfr jfr;

  private static final int SLOTS = 64;

  private final MalformedCounts malformed = new MalformedCounts();
  private Path directory;
  private SavedPingPong trace;
  private ThreadStates threads;
  private SchedulerDecoder decoder;
  private JfrOutput output;
  private Recording recording;

  /** Writes the files. */
  @Setup
  public void write() throws IOException {
    directory = Files.createTempDirectory("jftrace-benchmark");
    Tracefs tracefs = RecordedKernel.tracefs(directory);
    trace = SavedPingPong.write(tracefs, directory);
    output = JfrOutput.register(new NoHealth(), timeoutMillis -> {}, SpanSource.NONE, List.of());
    TimelineSink sink = jfr == Jfr.NONE ? new CountingSink() : output;
    threads =
        new ThreadStates(
            new Timeline(
                sink, trace::javaThreads, tid -> "", SpanSource.NONE, () -> Long.MAX_VALUE));
    trace.forEachTid(tid -> threads.found(trace.beginNanos(), tid, 'R'));
    decoder = new SchedulerDecoder(tracefs, threads, malformed);
    if (jfr != Jfr.NONE) {
      recording = new Recording();
      recording.enable("jftrace.OffCpu").withThreshold(threshold());
      recording.setMaxSize(64 << 20);
      recording.start();
    }
  }

  private Duration threshold() {
    return jfr == Jfr.ALL ? Duration.ZERO : Duration.ofMillis(1);
  }

  /** Each operation passes the same events, later. */
  @Benchmark
  @OperationsPerInvocation(SavedPingPong.EVENTS)
  public long event() throws IOException {
    output.beforeDrain();
    trace.repeat();
    try (RingBufferReader reader =
        RingBufferReader.open(
            trace.instance(), SubBufferWriter.BYTES, SLOTS, () -> trace.endNanos())) {
      reader.drain(decoder);
      threads.complete(trace.endNanos());
      if (reader.eventsRead(0) + reader.eventsRead(1) != SavedPingPong.EVENTS
          || reader.malformed().total() + malformed.total() > 0
          || threads.disorderedEvents() > 0) {
        throw new IllegalStateException("not all was read: " + reader.malformed() + malformed);
      }
      return threads.inferredSwitchIns();
    }
  }

  /** Removes the files. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    if (recording != null) {
      recording.close();
    }
    output.close();
    trace.close();
    TemporaryFolder.delete(directory);
  }

  private static final class CountingSink implements TimelineSink {

    private long offCpuNanos;

    @Override
    public void offCpu(OffCpuInterval interval) {
      offCpuNanos += interval.durationNanos();
    }

    @Override
    public String toString() {
      return offCpuNanos + " ns";
    }
  }
}
