// SPDX-License-Identifier: Apache-2.0
package io.jftrace.benchmarks;

import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FieldKind;
import io.jftrace.tracefs.format.FormatField;
import io.jftrace.tracefs.ring.SubBufferCursor;
import java.nio.ByteBuffer;
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

  private final ByteBuffer subBuffer = SwitchSubBuffer.fill(1_000_000);
  private final SubBufferCursor cursor = new SubBufferCursor();
  private final EventRecord record = new EventRecord();
  private final byte[] comm = new byte[16];
  private final FormatField[] numbers;
  private final FormatField[] texts;

  /** Takes the fields from the format. */
  public DecodeBenchmark() {
    EventFormat format = SwitchSubBuffer.format();
    List<FormatField> fields = new ArrayList<>(format.commonFields());
    fields.addAll(format.fields());
    texts =
        fields.stream().filter(f -> f.type().kind() == FieldKind.TEXT).toArray(FormatField[]::new);
    numbers = fields.stream().filter(FormatField::isInteger).toArray(FormatField[]::new);
  }

  /** By the format alone, as any event is decoded, with every check that it lies in its record. */
  @Benchmark
  @OperationsPerInvocation(SwitchSubBuffer.RECORDS)
  public void anyEvent(Blackhole sink) {
    cursor.load(subBuffer, 0, SwitchSubBuffer.BYTES);
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
