// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.mounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.hook.JftraceMountLog;
import io.jftrace.hook.JftraceMountRing;
import io.jftrace.timeline.SpanRef;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MountLogReaderTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  private final ParkedThreads threads = new ParkedThreads();
  private final MountLogReader reader = new MountLogReader(true);

  @AfterEach
  void forget() {
    threads.close();
    JftraceMountLog.stop();
  }

  @Test
  void aVirtualThreadKeepsItsSpanAndTakesItToAnotherCarrier() {
    Thread virtual = threads.another();
    Thread a = threads.another();
    Thread b = threads.another();
    JftraceMountRing onA = JftraceMountLog.ring(a);
    JftraceMountRing onB = JftraceMountLog.ring(b);
    onA.add(JftraceMountRing.MOUNT, virtual, 100);
    onA.addSpan(virtual, TRACE, SPAN, true, 7, null, 110);
    onA.add(JftraceMountRing.UNMOUNT, null, 120);
    onB.add(JftraceMountRing.MOUNT, virtual, 200);
    onB.add(JftraceMountRing.NO_SPAN, virtual, 210);
    onB.add(JftraceMountRing.UNMOUNT, null, 220);
    SpanRef span = new SpanRef(TRACE, SPAN, true, 7);
    assertNull(reader.mountedAt(a, 99));
    assertSame(virtual, reader.mountedAt(a, 100));
    assertSame(virtual, reader.mountedAt(a, 119));
    assertNull(reader.mountedAt(a, 120));
    assertTrue(reader.isItself(a, 150));
    assertSame(virtual, reader.mountedAt(b, 200));
    assertNull(reader.spanAt(virtual, 109));
    assertEquals(span, reader.spanAt(virtual, 110));
    assertEquals(span, reader.spanAt(virtual, 150), "parked");
    assertEquals(span, reader.spanAt(virtual, 209));
    assertNull(reader.spanAt(virtual, 210));
  }

  @Test
  void aThreadThatIsNoCarrierIsItself() {
    assertTrue(reader.isItself(threads.another(), 100));
    assertNull(reader.mountedAt(threads.another(), 100));
    assertEquals(0, reader.missed());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void answersAsItWas(long seed) {
    Random random = new Random(seed);
    List<Thread> carriers = threads.some(3);
    List<Thread> virtuals = threads.some(8);
    MountModel model = new MountModel(random, carriers, virtuals);
    ArrayDeque<Long> drains = new ArrayDeque<>(List.of(model.now(), model.now(), model.now()));
    long known = model.now();
    for (Thread carrier : carriers) {
      JftraceMountLog.ring(carrier).add(JftraceMountRing.UNMOUNT, null, known);
    }
    for (int i = 0; i < 20_000; i++) {
      model.step();
      if (random.nextInt(200) == 0) {
        drains.add(model.now());
        drains.remove();
        reader.drained();
      }
      long oldest = Math.max(known, drains.peek());
      long asked = oldest + random.nextLong(model.now() - oldest);
      Thread carrier = carriers.get(random.nextInt(carriers.size()));
      Thread virtual = virtuals.get(random.nextInt(virtuals.size()));
      assertSame(model.mountedAt(carrier, asked), reader.mountedAt(carrier, asked));
      assertEquals(model.spanAt(virtual, asked), reader.spanAt(virtual, asked));
    }
    assertEquals(0, reader.losses());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whatWasOverwrittenIsUnknownAndNotWrong(long seed) {
    MountLogReader small = new MountLogReader(true, 0);
    Random random = new Random(seed);
    List<Thread> carriers = threads.some(3);
    List<Thread> virtuals = threads.some(8);
    MountModel model = new MountModel(random, carriers, virtuals);
    model.rings(64);
    long begin = model.now();
    int answered = 0;
    for (int i = 0; i < 300; i++) {
      // About half of the bursts are too long for the rings.
      for (int left = random.nextInt(400); left >= 0; left--) {
        model.step();
      }
      for (int left = 50; left > 0; left--) {
        long asked = begin + random.nextLong(model.now() - begin);
        answered += answers(small, model, carriers, virtuals, asked);
      }
      if (random.nextBoolean()) {
        begin = model.now();
        small.drained();
      }
    }
    assertTrue(small.losses() > 0);
    assertTrue(small.missed() > 0);
    assertTrue(answered > 1000, answered + " answers");
  }

  /** How many answers there are to the questions that can be asked. */
  private static int answers(
      MountLogReader small,
      MountModel model,
      List<Thread> carriers,
      List<Thread> virtuals,
      long t) {
    int answered = 0;
    for (Thread carrier : carriers) {
      Thread virtual = small.mountedAt(carrier, t);
      boolean known = virtual != null || small.isItself(carrier, t);
      assertTrue(!known || virtual == model.mountedAt(carrier, t));
      answered += known ? 1 : 0;
    }
    for (Thread virtual : virtuals) {
      SpanRef span = small.spanAt(virtual, t);
      if (span != null) {
        assertEquals(model.spanAt(virtual, t), span);
        answered++;
      }
    }
    return answered;
  }

  @Test
  void aCarrierThatLapsTheReaderNeverGivesAWrongAnswer() throws InterruptedException {
    MountLogReader small = new MountLogReader(true, 0);
    Thread carrier = threads.another();
    List<Thread> virtuals = threads.some(4);
    new MountModel(new Random(1), List.of(carrier), virtuals).rings(256);
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong count = new AtomicLong();
    AtomicLongArray times = new AtomicLongArray(1 << 22);
    Thread writer = new Thread(() -> write(carrier, virtuals, times, count, done));
    writer.start();
    int answers = 0;
    long endNanos = System.nanoTime() + 1_000_000_000;
    for (int i = 0; System.nanoTime() - endNanos < 0; i++) {
      long written = count.get();
      long asked = written == 0 ? 0 : times.get((int) Math.max(0, written - 1 - i % 500));
      small.read();
      Thread virtual = small.mountedAt(carrier, asked);
      SpanRef span = virtual == null ? null : small.spanAt(virtual, asked);
      if (span != null) {
        int index = Integer.parseInt(span.spanId(), 16);
        assertSame(virtuals.get(index % virtuals.size()), virtual);
        assertTrue(times.get(index) <= asked, "not yet");
        assertTrue(written <= index + 1 || times.get(index + 1) > asked, "not any more");
        answers++;
      }
      if (i % 100 == 0) {
        small.drained();
      }
    }
    done.set(true);
    writer.join();
    assertTrue(answers > 0);
    assertTrue(small.losses() > 0);
  }

  /** One virtual thread after the other, each with a span of its number. */
  private static void write(
      Thread carrier,
      List<Thread> virtuals,
      AtomicLongArray times,
      AtomicLong count,
      AtomicBoolean done) {
    JftraceMountRing ring = JftraceMountLog.ring(carrier);
    for (int n = 0; !done.get() && n < times.length(); n++) {
      Thread virtual = virtuals.get(n % virtuals.size());
      String id = "%016x".formatted(n);
      long timeNanos = System.nanoTime();
      times.set(n, timeNanos);
      ring.add(JftraceMountRing.MOUNT, virtual, timeNanos);
      ring.addSpan(virtual, TRACE, id, true, 0, null, timeNanos);
      count.set(n + 1L);
    }
  }

  @Test
  void aBusyCarrierGetsALargerRing() {
    Thread carrier = threads.another();
    Thread virtual = threads.another();
    JftraceMountRing first = JftraceMountLog.ring(carrier);
    // All of it is to come, so that nothing is forgotten.
    long begin = System.nanoTime() + 3600_000_000_000L;
    for (int i = 0; i < first.capacity() / 2; i++) {
      first.add(JftraceMountRing.MOUNT, virtual, begin);
    }
    reader.drained();
    JftraceMountRing second = JftraceMountLog.ring(carrier);
    assertTrue(second.capacity() > first.capacity());
    // The carrier was about to write into the one that it knew.
    long last = begin + 1;
    first.add(JftraceMountRing.UNMOUNT, null, begin);
    first.add(JftraceMountRing.MOUNT, virtual, last);
    reader.drained();
    assertSame(virtual, reader.mountedAt(carrier, last));
    second.add(JftraceMountRing.UNMOUNT, null, last + 5);
    reader.drained();
    assertSame(virtual, reader.mountedAt(carrier, last + 4));
    assertNull(reader.mountedAt(carrier, last + 5));
    assertEquals(0, reader.losses());
  }

  @Test
  void nothingIsKeptOfThreadsThatHaveEnded() throws InterruptedException {
    ParkedThreads ending = new ParkedThreads();
    Thread carrier = threads.another();
    Thread endingCarrier = ending.another();
    for (Thread virtual : ending.some(100)) {
      JftraceMountRing ring = JftraceMountLog.ring(carrier);
      ring.add(JftraceMountRing.MOUNT, virtual, System.nanoTime());
      ring.addSpan(virtual, TRACE, SPAN, true, 0, null, System.nanoTime());
      ring.add(JftraceMountRing.UNMOUNT, null, System.nanoTime());
    }
    JftraceMountLog.ring(endingCarrier).add(JftraceMountRing.UNMOUNT, null, System.nanoTime());
    reader.drained();
    assertEquals(100, reader.virtualThreadsWithSpan());
    ending.end();
    for (int i = 0; i < 100; i++) {
      reader.drained();
    }
    assertEquals(0, reader.virtualThreadsWithSpan());
    assertEquals(1, rings());
  }

  @Test
  void aVirtualThreadThatLeftItsSpanTakesNoSpace() {
    Thread carrier = threads.another();
    Thread virtual = threads.another();
    JftraceMountRing ring = JftraceMountLog.ring(carrier);
    ring.add(JftraceMountRing.MOUNT, virtual, System.nanoTime());
    ring.addSpan(virtual, TRACE, SPAN, true, 0, null, System.nanoTime());
    ring.add(JftraceMountRing.NO_SPAN, virtual, System.nanoTime());
    for (int i = 0; i < 4; i++) {
      reader.drained();
    }
    assertEquals(0, reader.virtualThreadsWithSpan());
  }

  @Test
  void aQuietCarrierKeepsNoThreadAlive() throws InterruptedException {
    Thread carrier = threads.another();
    JftraceMountRing ring = JftraceMountLog.ring(carrier);
    WeakReference<Thread> gone = new WeakReference<>(mountedOnce(ring));
    for (int i = 0; i < 100; i++) {
      reader.drained();
    }
    for (int i = 0; i < 100 && gone.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertNull(gone.get());
  }

  private static Thread mountedOnce(JftraceMountRing ring) {
    Thread virtual = new Thread(() -> {});
    ring.add(JftraceMountRing.MOUNT, virtual, System.nanoTime());
    ring.addSpan(virtual, TRACE, SPAN, true, 0, null, System.nanoTime());
    ring.add(JftraceMountRing.UNMOUNT, null, System.nanoTime());
    return virtual;
  }

  @Test
  void carriersWithARingAreBounded() {
    for (Thread carrier : threads.some(JftraceMountLog.MAX_RINGS + 1)) {
      JftraceMountLog.ring(carrier);
    }
    assertTrue(rings() <= JftraceMountLog.MAX_RINGS);
    assertTrue(rings() > JftraceMountLog.MAX_RINGS / 2);
  }

  private static int rings() {
    int count = 0;
    for (int place = 0; place < JftraceMountLog.PLACES; place++) {
      count += JftraceMountLog.at(place) == null ? 0 : 1;
    }
    return count;
  }
}
