// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.timeline.JavaThreads;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.Timeline;
import io.jftrace.timeline.scheduler.NoHealth;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmc.common.IMCThread;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.flightrecorder.JfrAttributes;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/** Events through a recording file, read back by the JDK and by JDK Mission Control's parser. */
class JfrOutputTest {

  private static final int TID = 4711;
  private static final int WAKER_TID = 4712;

  @TempDir private Path folder;

  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger drains = new AtomicInteger();
  private final Thread waiter = sleeper("the-waiter");
  private final Thread waker = sleeper("the-waker");
  private final JfrOutput output = JfrOutput.register(new OneCpu(), ms -> drains.incrementAndGet());
  private final Timeline timeline =
      new Timeline(
          output,
          jvm(),
          tid -> "comm" + tid,
          (thread, nanos) ->
              new SpanRef("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true),
          () -> 0);

  private JavaThreads jvm() {
    return found -> {
      found.thread(TID, waiter);
      found.thread(WAKER_TID, waker);
    };
  }

  private Thread sleeper(String name) {
    Thread thread =
        new Thread(
            () -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @BeforeEach
  void start() {
    timeline.threadStarted(0, TID, null);
    timeline.threadStarted(0, WAKER_TID, null);
  }

  @AfterEach
  void stop() {
    end.countDown();
    output.close();
  }

  /** Records what {@code body} passes to the timeline. */
  private Path record(Duration threshold, Runnable body) throws Exception {
    Path file = folder.resolve("test.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jftrace.OffCpu").withThreshold(threshold);
      recording.enable("jftrace.Marker");
      recording.enable("jftrace.DataLoss");
      recording.enable("jftrace.Reader");
      recording.start();
      output.beforeDrain();
      body.run();
      recording.stop();
      recording.dump(file);
    }
    return file;
  }

  private static List<RecordedEvent> events(Path file, String type) throws Exception {
    return RecordingFile.readAllEvents(file).stream()
        .filter(e -> e.getEventType().getName().equals(type))
        .toList();
  }

  @Test
  void offCpuHasItsOwnTimeThreadAndWaker() throws Exception {
    long[] wall = new long[2];
    Path file =
        record(
            Duration.ZERO,
            () -> {
              long now = System.nanoTime();
              wall[0] = System.currentTimeMillis();
              timeline.offCpu(TID, now - 50_000_000, now - 1_000_000, now, WAKER_TID, 'S', 0, 1);
            });
    List<RecordedEvent> events = events(file, "jftrace.OffCpu");
    assertEquals(1, events.size());
    RecordedEvent event = events.get(0);
    assertEquals("the-waiter", event.getThread("thread").getJavaName());
    assertEquals("the-waker", event.getThread("wakerThread").getJavaName());
    assertEquals(TID, event.getInt("tid"));
    assertEquals("the-waiter", event.getString("threadName"));
    assertEquals("S", event.getString("state"));
    assertEquals("sleeping", event.getString("reason"));
    assertEquals(Duration.ofMillis(1), event.getDuration("runQueueDuration"));
    assertEquals(WAKER_TID, event.getInt("wakerTid"));
    assertEquals("the-waker", event.getString("wakerName"));
    assertEquals(0, event.getInt("cpuOut"));
    assertEquals(1, event.getInt("cpuIn"));
    assertEquals("0af7651916cd43dd8448eb211c80319c", event.getString("traceId"));
    assertEquals("b7ad6b7169203331", event.getString("spanId"));
    long offNanos = Math.abs(event.getDuration().toNanos() - 50_000_000);
    assertTrue(offNanos < 50_000, "duration off by " + offNanos);
    long offMillis = Math.abs(event.getEndTime().toEpochMilli() - wall[0]);
    assertTrue(offMillis < 100, "end off by " + offMillis + " ms");
    assertTrue(drains.get() > 0, "no drain before the chunk was closed");
  }

  @Test
  void missionControlPutsItOnTheThreadThatWaited() throws Exception {
    Path file =
        record(
            Duration.ZERO,
            () -> {
              long now = System.nanoTime();
              timeline.offCpu(TID, now - 5_000_000, now, now, 0, 'D', 0, 0);
              timeline.marker(now, TID, "hello");
            });
    for (String type : List.of("jftrace.OffCpu", "jftrace.Marker")) {
      int seen = 0;
      for (IItemIterable items :
          JfrLoaderToolkit.loadEvents(file.toFile()).apply(ItemFilters.type(type))) {
        IMemberAccessor<IMCThread, IItem> thread =
            JfrAttributes.EVENT_THREAD.getAccessor(items.getType());
        for (IItem item : items) {
          assertNotNull(thread.getMember(item), type);
          assertEquals("the-waiter", thread.getMember(item).getThreadName());
          seen++;
        }
      }
      assertEquals(1, seen, type);
    }
  }

  @Test
  void thresholdAppliesToTheWaitsDuration() throws Exception {
    Path file =
        record(
            Duration.ofMillis(2),
            () -> {
              long now = System.nanoTime();
              timeline.offCpu(TID, now - 1_900_000, now, now, 0, 'S', 0, 0);
              timeline.offCpu(TID, now - 2_100_000, now, now, 0, 'S', 0, 0);
            });
    List<RecordedEvent> events = events(file, "jftrace.OffCpu");
    assertEquals(1, events.size());
    assertEquals(2.1, events.get(0).getDuration().toNanos() / 1e6, 0.05);
  }

  @Test
  void lossAndReaderAreShown() throws Exception {
    Path file =
        record(
            Duration.ZERO,
            () -> {
              long now = System.nanoTime();
              timeline.lost(3, now - 1_000_000, now, 42);
            });
    RecordedEvent loss = events(file, "jftrace.DataLoss").get(0);
    assertEquals(3, loss.getInt("cpu"));
    assertEquals(42, loss.getLong("count"));
    assertEquals(17, events(file, "jftrace.Reader").get(0).getLong("eventsRead"));
  }

  @Test
  void nothingIsWrittenWhileNoRecordingRuns() throws Exception {
    output.beforeDrain();
    long now = System.nanoTime();
    timeline.offCpu(TID, now - 5_000_000, now, now, 0, 'S', 0, 0);
    assertFalse(new OffCpuEvent().isEnabled());
  }

  @Test
  void shippedSettingsAreUnderstood() throws Exception {
    try (var reader =
        new java.io.InputStreamReader(
            JfrOutput.class.getResourceAsStream("jftrace.jfc"),
            java.nio.charset.StandardCharsets.UTF_8)) {
      Configuration settings = Configuration.create(reader);
      assertEquals("1 ms", settings.getSettings().get("jftrace.OffCpu#threshold"));
    }
  }

  private static final class OneCpu extends NoHealth {
    @Override
    public int cpus() {
      return 1;
    }

    @Override
    public long eventsRead(int index) {
      return 17;
    }
  }
}
