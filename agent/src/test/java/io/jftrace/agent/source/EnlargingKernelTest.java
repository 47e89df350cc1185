// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.TracefsException;
import io.jftrace.tracefs.ring.RecordHandler;
import io.jftrace.tracefs.ring.RingBufferReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kernel's buffer is enlarged under load: what is in it stays, what is missing is told. */
class EnlargingKernelTest {

  private static final int MARKERS = 20_000;

  private final TotalsSink sink = new TotalsSink();
  private final List<String> warnings = new ArrayList<>();
  private Tracefs tracefs;

  @BeforeEach
  void require() throws TracefsException {
    tracefs = Tracing.required();
  }

  @Test
  void whatIsInTheBufferStaysAndItsFilesCanBeReadOn() throws Exception {
    String name = "jftrace_test_" + ProcessHandle.current().pid();
    Counter counter = new Counter();
    try (Instance instance = Instance.create(tracefs, name)) {
      instance.set("trace_clock", "mono");
      BufferGrowth growth = new BufferGrowth(64, 4096);
      KernelBuffer buffer = new KernelBuffer(instance, growth, warnings::add, System::nanoTime);
      try (RingBufferReader reader =
          RingBufferReader.open(
              instance.directory(), instance.subBufferBytes(), 64, System::nanoTime)) {
        long bytes = buffer.bytes();
        mark(instance, 100);
        assertEquals(RecordingGap.NONE, buffer.afterLoss());
        RecordingGap gap = buffer.afterLoss();
        assertTrue(gap.dueNanos() < System.nanoTime(), "the buffer was not enlarged");
        mark(instance, 100);
        reader.drain(counter);
        assertEquals(200, counter.records);
        assertEquals(0, counter.losses);
        int sizeKb = Integer.parseInt(instance.get("buffer_size_kb").strip());
        assertTrue(sizeKb >= 128, "the kernel rounds up to sub-buffers: " + sizeKb);
        assertEquals(1, buffer.stops());
        assertTrue(buffer.bytes() > bytes * 3 / 2, bytes + " bytes, now " + buffer.bytes());
      }
    }
  }

  private static void mark(Instance instance, int count) throws TracefsException {
    for (int i = 0; i < count; i++) {
      instance.mark("m" + i);
    }
  }

  @Test
  void oneSlotPerCpuIsEnough() throws Exception {
    String name = "jftrace_test_" + ProcessHandle.current().pid();
    Counter counter = new Counter();
    try (Instance instance = Instance.create(tracefs, name)) {
      instance.set("trace_clock", "mono");
      instance.set("buffer_size_kb", "4096");
      int subBufferBytes = instance.subBufferBytes();
      try (RingBufferReader reader =
          RingBufferReader.open(instance.directory(), subBufferBytes, 1, System::nanoTime)) {
        Thread other = new Thread(() -> flood(instance.directory().resolve("trace_marker")));
        other.start();
        flood(instance.directory().resolve("trace_marker"));
        other.join();
        long beforeNanos = System.nanoTime();
        assertTrue(reader.drain(counter) >= beforeNanos);
        assertEquals(2 * MARKERS, counter.records);
        assertEquals(0, counter.losses);
        assertTrue(counter.isOrdered, "in time order");
        assertEquals((long) reader.cpuCount() * subBufferBytes, reader.bufferBytes());
      }
    }
  }

  @Test
  void repeatedLossEnlargesTheBufferAndTearsTheTimeMeanwhile() throws Exception {
    TracefsSettings settings =
        new TracefsSettings(null, new BufferSettings(64, 128, 0), false, ProbeSettings.NONE);
    Path own = tracefs.instance(Leftovers.instanceName(ProcessHandle.current().pid()));
    try (TracefsSource source = new TracefsSource(settings, new ProcTasks(), warnings::add)) {
      source.start(sink);
      flood(source, own.resolve("trace_marker"));
      flood(source, own.resolve("trace_marker"));
      long untilNanos = System.nanoTime();
      source.drain();
      assertEquals(1, sink.gaps(source.health().cpus()), sink.lossTimes.toString());
      assertEquals(List.of(), sink.intervalsInLosses());
      assertTrue(sink.lossTimes.stream().allMatch(loss -> loss.endNanos() < untilNanos));
      assertEquals(sink.losses, losses(source));
      assertTrue(source.health().ringBufferBytes() >= source.health().cpus() * 128L * 1024);
      Thread.sleep(20);
      sink.totals.clear();
      source.drain();
      assertTrue(sink.totals.containsKey((int) ProcessHandle.current().pid()), "followed on");
    }
    assertEquals(2, warnings.size(), warnings.toString());
    assertTrue(warnings.get(0).endsWith("set buffer-size-kb=128 or more (now 64 per CPU)"));
    assertTrue(warnings.get(1).endsWith("buffer-max-kb=128: set it to 256 or more"));
  }

  private static void flood(TracefsSource source, Path marker) throws Exception {
    Thread writer = new Thread(() -> flood(marker), "flooder");
    writer.start();
    writer.join();
    source.drain();
  }

  private static void flood(Path marker) {
    byte[] line = "0123456789012345678901234567890123456789\n".getBytes(StandardCharsets.US_ASCII);
    try (FileOutputStream out = new FileOutputStream(marker.toFile())) {
      for (int i = 0; i < MARKERS; i++) {
        out.write(line);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long losses(TracefsSource source) {
    long losses = 0;
    for (int i = 0; i < source.health().cpus(); i++) {
      losses += source.health().losses(i);
    }
    return losses;
  }

  private static final class Counter implements RecordHandler {
    int records;
    int losses;
    boolean isOrdered = true;
    private long lastNanos;

    @Override
    public void record(int cpu, long timeNanos, ByteBuffer buffer, int offset, int lengthBytes) {
      records++;
      isOrdered &= timeNanos >= lastNanos;
      lastNanos = timeNanos;
    }

    @Override
    public void lossBegan(int cpu, long timeNanos) {
      losses++;
    }

    @Override
    public void lossEnded(int cpu, long timeNanos, long count) {}
  }
}
