// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.tracefs.RecordedKernel;
import io.jftrace.tracefs.ring.Malformed;
import io.jftrace.tracefs.ring.MalformedCounts;
import io.jftrace.tracefs.ring.RingBufferReader;
import io.jftrace.tracefs.ring.SeenAndLost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damage within a stream is a loss, and what follows it is read again. */
class DamagedStreamTest {

  private static final int CPUS = 3;

  /** The recordings are of the first seconds of a machine. */
  private static final long NOW_NANOS = TimeUnit.MINUTES.toNanos(2);

  private static final long LAST_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** No sub-buffer of the recordings spans as much. */
  private static final long LENGTH_NANOS = TimeUnit.SECONDS.toNanos(1);

  @TempDir private Path directory;
  private Corpus corpus;
  private SubBufferMutator mutator;
  private byte[] good;
  private long goodRecords;

  @BeforeEach
  void read() throws IOException {
    corpus = Corpus.all().get(0);
    mutator = new SubBufferMutator(corpus);
    good = corpus.subBuffers().get(0).clone();
    SubBufferHarness harness =
        new SubBufferHarness(corpus.formats(), corpus.layout(), new MalformedCounts());
    harness.read(good, good.length);
    goodRecords = harness.records();
  }

  private byte[] good(long timeNanos) {
    byte[] copy = good.clone();
    ByteBuffer.wrap(copy).order(corpus.layout().order()).putLong(0, timeNanos);
    return copy;
  }

  private SeenAndLost drain(FakeInstance instance, Malformed expected) throws IOException {
    SeenAndLost handler = new SeenAndLost();
    try (RingBufferReader reader = instance.open(() -> NOW_NANOS)) {
      reader.settle(handler);
      assertEquals(1, reader.malformed().total(), reader.malformed().toString());
      assertEquals(1, reader.malformed().count(expected));
    }
    return handler;
  }

  @Test
  void malformedSubBufferIsALossWithoutCount() throws IOException {
    byte[] damaged = good(2_000);
    // The length of the first record's data, which needs a word of its own.
    ByteBuffer.wrap(damaged).order(corpus.layout().order()).putInt(16, 0).putInt(20, 5_000);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(good(1_000));
    stream.writeBytes(damaged);
    stream.writeBytes(good(LAST_NANOS));
    FakeInstance instance = new FakeInstance(directory);
    instance.write(0, stream);
    SeenAndLost.Count count = drain(instance, Malformed.RECORD_LENGTH).sum();
    assertEquals(2 * goodRecords, count.seen);
    assertEquals(1, count.losses);
    assertEquals(1, count.uncounted);
  }

  @Test
  void timeThatHasNotComeIsALoss() throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(good(1_000));
    stream.writeBytes(good(Long.MAX_VALUE / 2));
    stream.writeBytes(good(LAST_NANOS));
    FakeInstance instance = new FakeInstance(directory);
    instance.write(0, stream);
    SeenAndLost.Count count = drain(instance, Malformed.TIME_AHEAD).sum();
    assertEquals(2 * goodRecords, count.seen);
    assertEquals(1, count.uncounted);
  }

  @Test
  @Timeout(value = 1, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.MINUTES)
  void timeThatGoesBackHoldsUpNothing() throws IOException {
    int many = 500;
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int i = many; i > 0; i--) {
      stream.writeBytes(good(LAST_NANOS / many * i));
    }
    FakeInstance instance = new FakeInstance(directory);
    instance.write(0, stream);
    instance.write(1, stream);
    SeenAndLost handler = new SeenAndLost();
    try (RingBufferReader reader = instance.open(() -> NOW_NANOS)) {
      reader.drain(handler);
    }
    assertEquals(2L * many * goodRecords, handler.sum().seen);
    assertEquals(0, handler.sum().losses);
  }

  @Test
  void damageAtTheEndIsALossThatEnds() throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(good(1_000));
    stream.write(good, 0, 5);
    FakeInstance instance = new FakeInstance(directory);
    instance.write(0, stream);
    instance.writeStats(0, 0, 0);
    SeenAndLost.Count count = drain(instance, Malformed.SUB_BUFFER_HEADER).sum();
    assertEquals(goodRecords, count.seen);
    assertEquals(1, count.uncounted);
    assertFalse(count.inLoss);
  }

  @Test
  void lossesThatNoSubBufferTellsOfAreToldAtTheEnd() throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(good(1_000));
    FakeInstance instance = new FakeInstance(directory);
    instance.write(0, stream);
    instance.writeStats(0, 40, 2);
    SeenAndLost handler = new SeenAndLost();
    try (RingBufferReader reader = instance.open(() -> NOW_NANOS)) {
      reader.drain(handler);
      assertEquals(0, handler.sum().losses);
      reader.settle(handler);
      assertEquals(42, reader.eventsLost(0));
      reader.settle(handler);
    }
    assertEquals(1, handler.sum().losses);
    assertEquals(42, handler.sum().lost);
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void fewStreams() {
    streams(200, 1);
  }

  @Test
  @Tag("long")
  @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void manyStreams() {
    streams(3_000, new Random().nextLong());
  }

  private void streams(int count, long firstSeed) {
    FakeInstance instance = new FakeInstance(directory);
    MalformedCounts all = new MalformedCounts();
    Fuzzing.run("streams of sub-buffers", count, firstSeed, seed -> stream(instance, seed, all));
    System.out.printf("  malformed: %s%n", all);
    assertTrue(all.count(Malformed.TIME_AHEAD) > 0, all.toString());
  }

  /** More sub-buffers than the reader has slots for, some damaged, some twice; the last is good. */
  private void stream(FakeInstance instance, long seed, MalformedCounts all) {
    SplittableRandom random = new SplittableRandom(seed);
    try {
      for (int cpu = 0; cpu < CPUS; cpu++) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = random.nextInt(200); i > 0; i--) {
          mutator.next(random.nextLong());
          // In full, as what follows must stay where sub-buffers begin.
          stream.write(mutator.bytes(), 0, RecordedKernel.SUB_BUFFER_BYTES);
        }
        stream.writeBytes(good(LAST_NANOS));
        instance.write(cpu, stream);
      }
      SeenAtTheEnd handler = new SeenAtTheEnd();
      AtomicLong clock = new AtomicLong(NOW_NANOS);
      try (RingBufferReader reader = instance.open(clock::get)) {
        for (int drains = 0; drains < 10; drains++) {
          reader.drain(handler);
          // A record that is a little ahead of the clock is passed when its time has come.
          clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
        }
        reader.settle(handler);
        for (Malformed kind : Malformed.values()) {
          for (long n = reader.malformed().count(kind); n > 0; n--) {
            all.add(kind);
          }
        }
        long seen = 0;
        long losses = 0;
        for (int cpu = 0; cpu < CPUS; cpu++) {
          seen += handler.of(cpu).seen;
          losses += reader.losses(cpu);
          assertEquals(handler.of(cpu).seen, reader.eventsRead(cpu));
          assertFalse(handler.of(cpu).inLoss);
        }
        assertEquals(seen, reader.eventsRead());
        assertEquals(losses, reader.losses());
      }
      // By chance, a damaged time may be among theirs.
      assertTrue(handler.last >= CPUS * goodRecords, "the last sub-buffers were not read");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Counts the records of the last sub-buffers, which are as good as they were. */
  private static final class SeenAtTheEnd extends SeenAndLost {
    private long last;

    @Override
    public void record(int cpu, long timeNanos, ByteBuffer buffer, int offset, int lengthBytes) {
      super.record(cpu, timeNanos, buffer, offset, lengthBytes);
      last += timeNanos >= LAST_NANOS && timeNanos < LAST_NANOS + LENGTH_NANOS ? 1 : 0;
    }
  }
}
