// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import static io.jftrace.jfr.RecordedTimeline.NATIVE;
import static io.jftrace.jfr.RecordedTimeline.WAITER;
import static io.jftrace.jfr.RecordedTimeline.WAKER;
import static io.jftrace.jfr.RecordedTimeline.events;
import static io.jftrace.jfr.RecordedTimeline.only;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.jftrace.timeline.BlockOperation;
import io.jftrace.timeline.BlockRequest;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.SystemCall;
import io.jftrace.timeline.Timeline;
import io.jftrace.timeline.TracedThread;
import io.jftrace.timeline.WaitReason;
import io.jftrace.timeline.waits.WaitAnswer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What threads asked of the kernel and why they waited, through a recording file. */
class KernelEventsTest {

  private static final long MILLI = 1_000_000;
  private static final int SHORT_ONES = 20_000;

  @TempDir private Path folder;

  private final RecordedTimeline recorded = new RecordedTimeline();
  private final Timeline timeline = recorded.events();
  private final JfrOutput output = recorded.output();

  private record Call(
      TracedThread thread,
      long startNanos,
      long endNanos,
      int number,
      String name,
      long result,
      long offCpuNanos,
      String target)
      implements SystemCall {}

  private record Request(
      TracedThread thread,
      long issueNanos,
      long completeNanos,
      int device,
      long sector,
      long bytes,
      BlockOperation operation,
      int error,
      SpanRef span)
      implements BlockRequest {}

  @AfterEach
  void stop() {
    recorded.close();
  }

  private Path record(Map<String, String> settings, Runnable body) throws Exception {
    Path file = folder.resolve("test.jfr");
    recorded.record(file, settings, body);
    return file;
  }

  private static void assertLasts(long expectedNanos, RecordedEvent event) {
    long offNanos = Math.abs(event.getDuration().toNanos() - expectedNanos);
    assertTrue(offNanos < 50_000, "duration off by " + offNanos);
  }

  private void readCall(long startNanos, long endNanos) {
    output.systemCall(
        new Call(
            recorded.thread(WAITER), startNanos, endNanos, 0, "read", -11, MILLI, "/tmp/data"));
  }

  private void faultOf(long durationNanos, boolean major) {
    long now = System.nanoTime();
    output.pageFault(recorded.thread(WAITER), now - durationNanos, now, 0x7fff_0000_1000L, major);
  }

  private void requestOf(long durationNanos, int error) {
    long now = System.nanoTime();
    output.blockRequest(
        new Request(
            recorded.thread(WAITER),
            now - durationNanos,
            now,
            (259 << 20) | 7,
            4096,
            65_536,
            BlockOperation.WRITE,
            error,
            null));
  }

  @Test
  void offCpuTellsWhatWasFoundOutMeanwhile() throws Exception {
    Path file =
        record(
            only("OffCpu", "0 ms"),
            () -> {
              long now = System.nanoTime();
              timeline.answered(
                  WAITER,
                  new WaitAnswer(
                      now - 40 * MILLI,
                      now - 39 * MILLI,
                      WaitReason.LOCK,
                      "java.util.concurrent.locks.ReentrantLock",
                      "the-owner",
                      "a.B.c(B.java:1)\na.B.d(B.java:2)",
                      "futex",
                      "/tmp/data"));
              timeline.offCpu(WAITER, now - 50 * MILLI, now, now, WAKER, 'S', 0, 1);
            });
    RecordedEvent event = events(file, "jftrace.OffCpu").get(0);
    assertEquals("lock", event.getString("reason"));
    assertEquals("java.util.concurrent.locks.ReentrantLock", event.getString("lockClass"));
    assertEquals("the-owner", event.getString("lockOwner"));
    assertEquals("a.B.c(B.java:1)\na.B.d(B.java:2)", event.getString("javaStack"));
    assertEquals("futex", event.getString("systemCall"));
    assertEquals("/tmp/data", event.getString("target"));
    assertEquals("", event.getString("wakerChain"));
  }

  @Test
  void runQueueIsThePartWithoutACpu() throws Exception {
    Path file =
        record(
            only("RunQueue", "10 ms"),
            () -> {
              long now = System.nanoTime();
              // Asleep, then 11 ms on a run queue; then one of 9 ms.
              timeline.offCpu(WAITER, now - 90 * MILLI, now - 11 * MILLI, now, WAKER, 'S', 0, 1);
              timeline.offCpu(WAITER, now - 90 * MILLI, now - 9 * MILLI, now, WAKER, 'S', 0, 1);
              // Preempted for 12 ms.
              timeline.offCpu(WAITER, now - 12 * MILLI, now - 12 * MILLI, now, -1, 'R', 1, 0);
              // Woken before it had left its CPU.
              timeline.offCpu(WAITER, now - 14 * MILLI, now - 14 * MILLI, now, WAKER, 'S', 1, 0);
              // A new thread's first wait.
              timeline.queued(WAITER, now - 13 * MILLI, now);
            });
    List<RecordedEvent> events = events(file, "jftrace.RunQueue");
    assertEquals(4, events.size());
    RecordedEvent woken = byDuration(events, 11);
    assertFalse(woken.getBoolean("preempted"));
    assertEquals("the-waiter", woken.getThread("thread").getJavaName());
    assertEquals(WAITER, woken.getInt("tid"));
    assertEquals("the-waiter", woken.getString("threadName"));
    assertEquals(1, woken.getInt("cpuIn"));
    assertEquals("the-waker", woken.getThread("wakerThread").getJavaName());
    assertEquals(WAKER, woken.getInt("wakerTid"));
    assertEquals("the-waker", woken.getString("wakerName"));
    assertTrue(byDuration(events, 12).getBoolean("preempted"));
    assertEquals(0, byDuration(events, 12).getInt("cpuIn"));
    assertFalse(byDuration(events, 14).getBoolean("preempted"));
    assertFalse(byDuration(events, 13).getBoolean("preempted"));
    assertEquals(-1, byDuration(events, 13).getInt("cpuIn"));
  }

  private static RecordedEvent byDuration(List<RecordedEvent> events, int millis) {
    return events.stream()
        .filter(e -> Math.round(e.getDuration().toNanos() / 1e6) == millis)
        .findFirst()
        .orElseThrow(() -> new AssertionError(events.toString()));
  }

  @Test
  void aWaitWithoutRunQueueHasNoneEvenIfAllAreWanted() throws Exception {
    Path file =
        record(
            only("RunQueue", "0 ms"),
            () -> {
              long now = System.nanoTime();
              timeline.offCpu(WAITER, now - 90 * MILLI, now, now, WAKER, 'S', 0, -1);
            });
    assertEquals(List.of(), events(file, "jftrace.RunQueue"));
  }

  @Test
  void systemCallsHaveTheirNameResultAndTarget() throws Exception {
    Path file =
        record(
            only("Syscall", "10 ms"),
            () -> {
              long now = System.nanoTime();
              readCall(now - 9 * MILLI, now);
              readCall(now - 20 * MILLI, now);
            });
    List<RecordedEvent> events = events(file, "jftrace.Syscall");
    assertEquals(1, events.size());
    RecordedEvent event = events.get(0);
    assertLasts(20 * MILLI, event);
    assertEquals("read", event.getString("name"));
    assertEquals(0, event.getInt("number"));
    assertEquals(-11, event.getLong("result"));
    assertEquals(Duration.ofMillis(1), event.getDuration("offCpuDuration"));
    assertEquals("/tmp/data", event.getString("target"));
    assertEquals("the-waiter", event.getThread("thread").getJavaName());
  }

  @Test
  void blockRequestsHaveTheirDeviceAndSize() throws Exception {
    Path file =
        record(
            only("BlockIo", "1 ms"),
            () -> {
              requestOf(MILLI / 2, 0);
              requestOf(3 * MILLI, -5);
            });
    List<RecordedEvent> events = events(file, "jftrace.BlockIo");
    assertEquals(1, events.size());
    RecordedEvent event = events.get(0);
    assertLasts(3 * MILLI, event);
    assertEquals("259:7", event.getString("device"));
    assertEquals(4096, event.getLong("sector"));
    assertEquals(65_536, event.getLong("bytes"));
    assertEquals("write", event.getString("operation"));
    assertEquals(-5, event.getInt("error"));
    assertEquals("the-waiter", event.getThread("thread").getJavaName());
  }

  @Test
  void faultsWithoutAWaitAreShownOnlyIfAllAreWanted() throws Exception {
    Path slow = record(only("PageFault", "1 ms"), this::threeFaults);
    List<RecordedEvent> events = events(slow, "jftrace.PageFault");
    assertEquals(2, events.size());
    assertTrue(byDuration(events, 2).getBoolean("major"));
    assertEquals(0x7fff_0000_1000L, byDuration(events, 2).getLong("address"));
    assertFalse(byDuration(events, 3).getBoolean("major"));

    Path all = record(only("PageFault", "0 ms"), this::threeFaults);
    assertEquals(3, events(all, "jftrace.PageFault").size());
  }

  private void threeFaults() {
    faultOf(0, false);
    faultOf(2 * MILLI, true);
    // For the lock of the address space.
    faultOf(3 * MILLI, false);
  }

  @Test
  void aWakeUpIsOnTheWakersLane() throws Exception {
    Map<String, String> settings = only("Wakeup", "0 ms");
    settings.remove("jftrace.Wakeup#threshold");
    Path file =
        record(
            settings,
            () -> {
              long now = System.nanoTime();
              timeline.offCpu(WAITER, now - 5 * MILLI, now - 2 * MILLI, now, WAKER, 'S', 0, 1);
              // Nobody ended that one.
              timeline.offCpu(WAITER, now, now, now + MILLI, -1, 'R', 0, 0);
            });
    List<RecordedEvent> events = events(file, "jftrace.Wakeup");
    assertEquals(1, events.size());
    RecordedEvent event = events.get(0);
    assertEquals("the-waker", event.getThread("thread").getJavaName());
    assertEquals(WAKER, event.getInt("tid"));
    assertEquals("the-waiter", event.getThread("wokenThread").getJavaName());
    assertEquals(WAITER, event.getInt("wokenTid"));
    assertEquals("the-waiter", event.getString("wokenName"));
    assertEquals("sleeping", event.getString("reason"));
    assertEquals(Duration.ofMillis(3), event.getDuration("waited"));
    assertEquals(List.of("the-waker"), MissionControl.lanes(file, "jftrace.Wakeup"));
  }

  @Test
  void anInterruptsWakeUpIsOnNoLane() throws Exception {
    Map<String, String> settings = only("Wakeup", "0 ms");
    settings.remove("jftrace.Wakeup#threshold");
    Path file =
        record(
            settings,
            () -> {
              long now = System.nanoTime();
              timeline.offCpu(NATIVE, now - 5 * MILLI, now, now, 0, 'S', 0, 1);
            });
    RecordedEvent event = events(file, "jftrace.Wakeup").get(0);
    assertNull(event.getThread("thread"));
    assertEquals("interrupt", event.getString("threadName"));
    assertEquals("VM Thread", event.getString("wokenName"));
  }

  @Test
  void aRecordingWithoutSettingsHasNoWakeUpsAndNothingShort() throws Exception {
    Path file =
        record(
            Map.of(),
            () -> {
              long now = System.nanoTime();
              timeline.offCpu(WAITER, now - 9 * MILLI, now - 8 * MILLI, now, WAKER, 'S', 0, 1);
              readCall(now - 9 * MILLI, now);
              requestOf(MILLI / 2, 0);
              faultOf(0, false);
            });
    assertEquals(1, events(file, "jftrace.OffCpu").size());
    for (String type : List.of("RunQueue", "Wakeup", "Syscall", "BlockIo", "PageFault")) {
      assertEquals(List.of(), events(file, "jftrace." + type));
    }
  }

  @Test
  void missionControlPutsThemOnTheirThreads() throws Exception {
    Path file =
        record(
            Map.of(),
            () -> {
              long now = System.nanoTime();
              timeline.offCpu(WAITER, now - 30 * MILLI, now - 20 * MILLI, now, WAKER, 'S', 0, 1);
              readCall(now - 20 * MILLI, now);
              requestOf(2 * MILLI, 0);
              faultOf(2 * MILLI, true);
            });
    for (String type : List.of("OffCpu", "RunQueue", "Syscall", "BlockIo", "PageFault")) {
      assertEquals(List.of("the-waiter"), MissionControl.lanes(file, "jftrace." + type), type);
    }
  }

  /** What is too short for a recording, or not wanted by it, is on the path of every event. */
  @Test
  void whatIsNotRecordedAllocatesNothing() throws Exception {
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] allocatedBytes = new long[1];
    Path file =
        record(
            Map.of(),
            () -> {
              Call call = new Call(recorded.thread(WAITER), 0, 1000, 0, "read", 0, 0, "");
              passShortOnes(call);
              long before = memory.getCurrentThreadAllocatedBytes();
              passShortOnes(call);
              allocatedBytes[0] = memory.getCurrentThreadAllocatedBytes() - before;
            });
    assertEquals(List.of(), events(file, "jftrace.OffCpu"));
    // The smallest object has 16 bytes; compilers and the JVM itself may need some meanwhile.
    assertTrue(allocatedBytes[0] < 8L * SHORT_ONES, allocatedBytes[0] + " bytes");
  }

  private void passShortOnes(Call call) {
    TracedThread thread = recorded.thread(WAITER);
    for (int i = 0; i < SHORT_ONES; i++) {
      timeline.offCpu(WAITER, 0, 500, 1000, WAKER, 'S', 0, 1);
      timeline.offCpu(NATIVE, 0, 500, 1000, WAKER, 'S', 0, 1);
      timeline.queued(WAITER, 0, 1000);
      output.systemCall(call);
      output.pageFault(thread, 0, 0, 0x1000, false);
    }
  }
}
