// SPDX-License-Identifier: Apache-2.0
package io.jftrace.benchmarks;

import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FieldKind;
import io.jftrace.tracefs.format.FormatField;
import io.jftrace.tracefs.ring.SubBufferCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * All fields of each sched_switch record of a sub-buffer, the common ones too. The target is 30
 * million events a second: at most 33 ns each, and nothing allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DecodeBenchmark {

  /** As many as a sub-buffer has room for. */
  private static final int RECORDS = 60;

  private final SubBufferCursor cursor = new SubBufferCursor();
  private final EventRecord record = new EventRecord();
  private final byte[] comm = new byte[16];
  private ByteBuffer subBuffer;
  private FormatField[] numbers;
  private FormatField[] texts;

  /** Takes the fields from the format, and writes the sub-buffer. */
  @Setup
  public void write() throws IOException {
    Path directory = Files.createTempDirectory("jftrace-benchmark");
    EventFormat format = RecordedKernel.tracefs(directory).format("sched/sched_switch");
    TemporaryFolder.delete(directory);
    SubBufferWriter writer = new SubBufferWriter(format, format);
    writer.begin(1_000_000);
    for (int i = 0; i < RECORDS; i++) {
      writer.switched(1_000_500 + 500L * i, 1000 + i % 2, 1001 - i % 2);
    }
    subBuffer = writer.end();
    List<FormatField> fields = new ArrayList<>(format.commonFields());
    fields.addAll(format.fields());
    texts =
        fields.stream().filter(f -> f.type().kind() == FieldKind.TEXT).toArray(FormatField[]::new);
    numbers = fields.stream().filter(FormatField::isInteger).toArray(FormatField[]::new);
  }

  /** By the format alone, as any event is decoded, with every check that it lies in its record. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void anyEvent(Blackhole sink) {
    cursor.load(subBuffer, 0, SubBufferWriter.BYTES);
    while (cursor.next()) {
      record.set(subBuffer, cursor.recordOffset(), cursor.recordLength());
      sink.consume(cursor.timeNanos());
      for (FormatField field : numbers) {
        sink.consume(record.integer(field));
      }
      for (FormatField field : texts) {
        sink.consume(record.text(field, comm));
      }
    }
  }
}
