// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.TracefsException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The source on the running kernel: its clock, which threads it follows, what it leaves behind. */
class TracefsSourceKernelTest {

  private static final Path LAST_TID = Path.of("/proc/sys/kernel/ns_last_pid");

  private static final int WRAP_TRIES = 5;

  private TotalsSink sink = new TotalsSink();
  private final List<String> warnings = new ArrayList<>();
  private Tracefs tracefs;

  @BeforeEach
  void require() throws TracefsException {
    tracefs = Tracing.required();
  }

  private TracefsSource source() {
    return new TracefsSource(
        new TracefsSettings(null, new BufferSettings(4096, 0, 0), false, ProbeSettings.NONE),
        new ProcTasks(),
        warnings::add);
  }

  private Path ownInstance() {
    return tracefs.instance(Leftovers.instanceName(ProcessHandle.current().pid()));
  }

  @Test
  void markersLieBetweenTheReadingsOfNanoTimeAroundThem() throws Exception {
    int markers = 10_000;
    AtomicLongArray before = new AtomicLongArray(markers);
    AtomicLongArray after = new AtomicLongArray(markers);
    try (TracefsSource source = source()) {
      source.start(sink);
      Path file = ownInstance().resolve("trace_marker");
      Thread writer = new Thread(() -> mark(file, before, after), "marker");
      writer.start();
      while (writer.isAlive()) {
        source.await(20);
        source.drain();
      }
      source.drain();
    }
    assertEquals(markers, sink.markers.size());
    int inside = 0;
    for (int i = 0; i < markers; i++) {
      long at = sink.markers.get("m" + i);
      inside += before.get(i) <= at && at <= after.get(i) ? 1 : 0;
    }
    assertEquals(markers, inside);
  }

  private static void mark(Path file, AtomicLongArray before, AtomicLongArray after) {
    try (FileOutputStream marker = new FileOutputStream(file.toFile())) {
      for (int i = 0; i < before.length(); i++) {
        byte[] line = ("m" + i + "\n").getBytes(StandardCharsets.US_ASCII);
        before.set(i, System.nanoTime());
        marker.write(line);
        after.set(i, System.nanoTime());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Threads that live for a few milliseconds, one after the other and some at a time. */
  private Set<Integer> churn(TracefsSource source, int threads) throws Exception {
    ConcurrentLinkedQueue<Integer> tids = new ConcurrentLinkedQueue<>();
    List<Thread> started = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(() -> noteTidAndSleep(tids), "short-" + i);
      thread.start();
      started.add(thread);
      if (i % 50 == 49) {
        source.drain();
      }
    }
    for (Thread thread : started) {
      thread.join();
    }
    return new HashSet<>(tids);
  }

  private static void noteTidAndSleep(ConcurrentLinkedQueue<Integer> tids) {
    try {
      tids.add(ProcTasks.currentTid());
      Thread.sleep(2);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void expectAllSeen(Set<Integer> tids) {
    Set<Integer> missing = new HashSet<>(tids);
    missing.removeAll(sink.startedNanos.keySet());
    assertEquals(Set.of(), missing, "threads that were not seen to start");
    missing.addAll(tids);
    missing.removeAll(sink.totals.keySet());
    assertEquals(Set.of(), missing, "threads without any time");
    missing.addAll(tids);
    missing.removeAll(sink.ended);
    assertEquals(Set.of(), missing, "threads that were not seen to end");
  }

  @Test
  void newThreadsAreFollowedWithoutAGap() throws Exception {
    try (TracefsSource source = source()) {
      source.start(sink);
      Set<Integer> tids = churn(source, 1_000);
      drainUntilEnded(source, tids);
      assertEquals(1_000, tids.size());
      expectAllSeen(tids);
    }
  }

  @Test
  void newThreadsAreFollowedWhereThreadIdsBeginAnew() throws Exception {
    assumeTrue(Files.isWritable(LAST_TID), "not allowed to set the next thread id");
    boolean begunAnew = false;
    for (int i = 0; i < WRAP_TRIES && !begunAnew; i++) {
      begunAnew = newThreadsAreFollowedFromTheLastIds();
    }
    assumeTrue(begunAnew, "others took the last thread ids, or set the next one, each time");
  }

  /** Returns whether ids before and after their new beginning were seen: others take them, too. */
  private boolean newThreadsAreFollowedFromTheLastIds() throws Exception {
    int pidMax = new ProcTasks().pidMax();
    sink = new TotalsSink();
    Files.writeString(LAST_TID, Integer.toString(pidMax - 300));
    try (TracefsSource source = source()) {
      source.start(sink);
      Set<Integer> tids = churn(source, 1_000);
      drainUntilEnded(source, tids);
      expectAllSeen(tids);
      return tids.stream().anyMatch(tid -> tid > pidMax - 300)
          && tids.stream().anyMatch(tid -> tid < pidMax - 5_000);
    }
  }

  /** A Java thread may be joined before the kernel's thread has ended. */
  private void drainUntilEnded(TracefsSource source, Set<Integer> tids) throws IOException {
    long giveUpNanos = System.nanoTime() + 5_000_000_000L;
    do {
      source.await(10);
      source.drain();
    } while (!sink.ended.containsAll(tids) && System.nanoTime() < giveUpNanos);
  }

  @Test
  void childProcessesAreNotFollowed() throws Exception {
    try (TracefsSource source = source()) {
      source.start(sink);
      Set<Long> children = new HashSet<>();
      for (int i = 0; i < 5; i++) {
        Process child = new ProcessBuilder("sleep", "0.01").start();
        children.add(child.pid());
        child.waitFor();
      }
      source.drain();
      for (long child : children) {
        assertFalse(sink.startedNanos.containsKey((int) child));
        assertFalse(sink.totals.containsKey((int) child));
      }
    }
  }

  @Test
  void theReaderItselfIsNotShown() throws Exception {
    try (TracefsSource source = source()) {
      source.start(sink);
      int self = ProcTasks.currentTid();
      for (int i = 0; i < 10; i++) {
        source.await(10);
        source.drain();
      }
      assertFalse(sink.totals.containsKey(self));
      assertTrue(sink.totals.size() > 3);
      assertTrue(source.health().readerCpuNanos() > 0);
    }
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    try (TracefsSource source = source()) {
      source.start(sink);
      assertTrue(Files.isDirectory(ownInstance()));
    }
    assertFalse(Files.exists(ownInstance()));
  }

  @Test
  void aSecondSourceInTheSameProcessIsRefusedAndDoesNoHarm() throws Exception {
    try (TracefsSource source = source()) {
      source.start(sink);
      try (TracefsSource second = source()) {
        second.start(new TotalsSink());
        throw new AssertionError("started twice");
      } catch (TracefsException e) {
        assertTrue(e.getMessage().endsWith("exists already"), e.getMessage());
      }
      assertTrue(Files.isDirectory(ownInstance()));
      source.drain();
    }
  }

  @Test
  void instancesOfDeadProcessesAreRemovedAndNoOthers() throws Exception {
    String dead = "jftrace_" + ProcessHandle.current().pid() + "_1";
    String foreign = "other_" + ProcessHandle.current().pid() + "_1";
    try (Instance left = Instance.create(tracefs, dead);
        Instance kept = Instance.create(tracefs, foreign);
        TracefsSource source = source()) {
      source.start(sink);
      assertFalse(Files.exists(left.directory()));
      assertTrue(Files.exists(kept.directory()));
    }
  }

  @Test
  void floodBeyondTheBufferIsCountedAndToldExactly() throws Exception {
    int markers = 200_000;
    try (TracefsSource source =
        new TracefsSource(
            new TracefsSettings(null, new BufferSettings(64, 0, 0), false, ProbeSettings.NONE),
            new ProcTasks(),
            warnings::add)) {
      source.start(sink);
      Path file = ownInstance().resolve("trace_marker");
      AtomicLongArray times = new AtomicLongArray(markers);
      Thread writer = new Thread(() -> mark(file, times, times), "flooder");
      writer.start();
      writer.join();
      source.drain();
      long lost = sum(source, source.health()::eventsLost);
      long read = sum(source, source.health()::eventsRead);
      assertTrue(sink.losses > 0, "nothing was lost, or it was not told");
      assertEquals(sink.losses, sum(source, source.health()::losses));
      assertTrue(read + lost >= markers, read + " read, " + lost + " lost");
      assertLostIsTold(source, lost);
      // After the loss the threads are looked for again, and followed on.
      source.drain();
      sink.totals.clear();
      Thread.sleep(20);
      source.drain();
      assertTrue(sink.totals.containsKey((int) ProcessHandle.current().pid()));
    }
  }

  private static long sum(TracefsSource source, IntToLongFunction counter) {
    return IntStream.range(0, source.health().cpus()).mapToLong(counter).sum();
  }

  /** The kernel stores a loss's count behind a sub-buffer's data, if there is room for it. */
  private void assertLostIsTold(TracefsSource source, long lost) throws IOException {
    assertEquals(1, warnings.size(), warnings.toString());
    String line = warnings.get(0);
    assertTrue(line.endsWith("; set buffer-size-kb=128 or more (now 64 per CPU)"), line);
    String what = sink.uncounted > 0 ? "an unknown number of" : Long.toString(lost);
    assertTrue(line.startsWith("lost " + what + " kernel events"), line);
    assertCountIsTheKernels(source);
  }

  /** On a busy machine some more may be lost between a drain and a look at the kernel's count. */
  private void assertCountIsTheKernels(TracefsSource source) throws IOException {
    long overrun = kernelsCount("overrun");
    for (int i = 0; i < 50 && sum(source, source.health()::eventsLost) != overrun; i++) {
      source.drain();
      overrun = kernelsCount("overrun");
    }
    assertEquals(overrun, sum(source, source.health()::eventsLost));
  }

  /** The sum over all CPUs of a line of per_cpu/cpuN/stats. */
  private long kernelsCount(String name) throws IOException {
    long sum = 0;
    try (DirectoryStream<Path> cpus =
        Files.newDirectoryStream(ownInstance().resolve("per_cpu"), "cpu*")) {
      for (Path cpu : cpus) {
        for (String line : Files.readAllLines(cpu.resolve("stats"))) {
          if (line.startsWith(name + ": ")) {
            sum += Long.parseLong(line.substring(name.length() + 2));
          }
        }
      }
    }
    return sum;
  }
}
