// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.timeline.JavaThreads;
import io.jftrace.timeline.LaneNames;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.Timeline;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.probes.ProbeType;
import io.jftrace.timeline.scheduler.NoHealth;
import io.jftrace.timeline.waits.WaitLookups;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** A timeline of two Java threads and a native one, whose events go to a recording. */
final class RecordedTimeline implements AutoCloseable {

  static final int WAITER = 4711;
  static final int WAKER = 4712;
  static final int NATIVE = 4713;
  static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  static final String SPAN_ID = "b7ad6b7169203331";

  /** The types of events that are put on lanes. */
  static final List<String> TYPES =
      List.of("OffCpu", "RunQueue", "Wakeup", "Syscall", "BlockIo", "PageFault", "Span", "Marker");

  private static final long CLOCK_BASE_MILLIS = 20;

  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger drains = new AtomicInteger();
  private final Thread waiter = sleeper("the-waiter");
  private final Thread waker = sleeper("the-waker");
  private final JfrOutput output;
  private final Timeline timeline;

  RecordedTimeline() {
    this(List.of());
  }

  RecordedTimeline(List<ProbeType> probes) {
    this((thread, nanos) -> new SpanRef(TRACE_ID, SPAN_ID, true), probes);
  }

  RecordedTimeline(SpanSource spans, List<ProbeType> probes) {
    output = JfrOutput.register(new OneCpu(), ms -> drains.incrementAndGet(), spans, probes);
    timeline =
        new Timeline(
            output,
            jvm(),
            tid -> tid == NATIVE ? "VM Thread" : "comm" + tid,
            spans,
            () -> 0,
            new WaitLookups() {},
            0);
    for (int tid : new int[] {WAITER, WAKER, NATIVE}) {
      timeline.threadStarted(0, tid, null);
    }
  }

  private JavaThreads jvm() {
    return found -> {
      found.thread(WAITER, waiter, WAITER);
      found.thread(WAKER, waker, WAKER);
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

  Timeline events() {
    return timeline;
  }

  JfrOutput output() {
    return output;
  }

  TracedThread thread(int tid) {
    return timeline.thread(tid);
  }

  int drains() {
    return drains.get();
  }

  /** A recording with that type's events only, of that length and longer. */
  static Map<String, String> only(String type, String threshold) {
    Map<String, String> settings = new HashMap<>();
    TYPES.forEach(t -> settings.put("jftrace." + t + "#enabled", "false"));
    settings.put("jftrace.DataLoss#enabled", "false");
    settings.put("jftrace." + type + "#enabled", "true");
    settings.put("jftrace." + type + "#threshold", threshold);
    return settings;
  }

  /** Records what {@code body} passes to the timeline. */
  void record(Path file, Map<String, String> settings, Runnable body) throws Exception {
    try (Recording recording = new Recording()) {
      recording.setSettings(settings);
      recording.start();
      output.beforeDrain();
      // Times before the recording are told by the clocks' rate: a longer base is a better one.
      Thread.sleep(CLOCK_BASE_MILLIS);
      output.beforeDrain();
      body.run();
      recording.stop();
      recording.dump(file);
    }
  }

  static List<RecordedEvent> events(Path file, String type) throws Exception {
    return RecordingFile.readAllEvents(file).stream()
        .filter(e -> e.getEventType().getName().equals(type))
        .toList();
  }

  /** Stand-ins for native threads that are alive. */
  static List<Thread> lanes() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> LaneNames.isLane(thread.getName()))
        .toList();
  }

  /** They end a moment after they were told to. */
  static void awaitNoLanes() {
    await(() -> lanes().isEmpty());
    assertEquals(List.of(), lanes());
  }

  /** Waits for something that happens soon, and at most ten seconds. */
  static void await(BooleanSupplier condition) {
    try {
      for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    end.countDown();
    output.close();
    // Or the next test would see them.
    awaitNoLanes();
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
