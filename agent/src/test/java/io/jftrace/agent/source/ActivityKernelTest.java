// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Pointer;
import io.jftrace.agent.threads.JvmFunction;
import io.jftrace.tracefs.DynamicEvents;
import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.KernelRelease;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.TracefsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What threads of this JVM ask of the running kernel, against what they are known to have asked.
 */
class ActivityKernelTest {

  private static final int CALLS = 20_000;
  private static final int NO_DESCRIPTOR = 0xf4240;
  private static final int BAD_DESCRIPTOR = -9;
  private static final int PAGE_BYTES = 4096;
  private static final int PAGES = 5_000;
  private static final int WAITS = 200;
  private static final int WRITES = 20;

  /** So many events a second are an idle application's at most; see ReaderLoop. */
  private static final long IDLE_EVENTS_PER_SECOND = 1000;

  private final ActivityLog log = new ActivityLog();
  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
  private Tracefs tracefs;

  @BeforeEach
  void require() throws TracefsException {
    tracefs = Tracing.required();
  }

  private TracefsSource source(ProcTasks tasks) {
    return new TracefsSource(
        new TracefsSettings(null, new BufferSettings(0, 0, 0), true, ProbeSettings.NONE),
        tasks,
        warnings::add);
  }

  private interface Work {
    void run() throws Exception;
  }

  /** Traces a new thread that does the work; returns its tid. */
  private int traced(Work work) throws Exception {
    int[] tid = new int[1];
    try (TracefsSource source = source(new ProcTasks())) {
      source.start(log);
      Thread thread = new Thread(() -> tid[0] = run(work), "traced");
      thread.start();
      while (thread.isAlive()) {
        source.await(20);
        source.drain();
      }
      source.drain();
    }
    assertEquals(0, log.losses, "the buffer was too small for this test");
    return tid[0];
  }

  private static int run(Work work) {
    try {
      int tid = ProcTasks.currentTid();
      work.run();
      return tid;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void eachSystemCallIsSeenWithItsArgumentsAndItsResult() throws Exception {
    int tid =
        traced(
            () -> {
              for (int i = 0; i < CALLS; i++) {
                assertEquals(-1, Libc.lseek(NO_DESCRIPTOR, i, 77));
              }
            });
    List<String> enters =
        log.of(tid, "sys_enter").stream().filter(line -> line.endsWith(", 4d")).toList();
    String call = enters.get(0).replaceFirst(" \\(.*", "");
    assertEquals(
        IntStream.range(0, CALLS)
            .mapToObj(i -> call + " (f4240, " + Integer.toHexString(i) + ", 4d")
            .toList(),
        enters);
    String result = call + " = " + BAD_DESCRIPTOR;
    assertEquals(CALLS, log.of(tid, "sys_exit").stream().filter(result::equals).count(), result);
  }

  @Test
  void eachSystemCallEndsBeforeTheNextBegins() throws Exception {
    int tid = traced(() -> Libc.lseek(NO_DESCRIPTOR, 0, 0));
    String open = null;
    int calls = 0;
    for (ActivityLog.Entry entry : log.entries) {
      if (entry.tid() == tid && entry.event().equals("sys_enter")) {
        assertEquals(null, open);
        open = entry.text().replaceFirst("(NR \\d+).*", "$1");
      } else if (entry.tid() == tid && entry.event().equals("sys_exit") && open != null) {
        assertTrue(entry.text().startsWith(open + " = "), entry + " in " + open);
        open = null;
        calls++;
      }
    }
    assertTrue(calls > 5, calls + " calls");
  }

  /** Minor and major faults that the kernel has counted for the calling thread. */
  private static long faults() throws IOException {
    String stat = ProcFile.read(Path.of("/proc/thread-self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[7]) + Long.parseLong(fields[9]);
  }

  /**
   * The kernel's own count has no faults that are not about memory that has to be found (handled by
   * the JVM, or of an address that is none), and has pages that a system call has brought in
   * without a fault: a few of each come between the two readings, from the readings themselves.
   */
  @Test
  void pageFaultsAreThoseThatTheKernelCounts() throws Exception {
    assumeTrue(tracefs.hasEvent(ActivityDecoder.FAULT_USER), "no page fault events");
    long[] counted = new long[1];
    long[] range = new long[1];
    int tid =
        traced(
            () -> {
              long bytes = (long) PAGES * PAGE_BYTES;
              Pointer memory =
                  Libc.mmap(
                      Pointer.NULL, bytes, Libc.PROT_READ_WRITE, Libc.MAP_PRIVATE_ANONYMOUS, -1, 0);
              Libc.madvise(memory, bytes, Libc.MADV_NOHUGEPAGE);
              range[0] = Pointer.nativeValue(memory);
              faults();
              long before = faults();
              for (long at = 0; at < bytes; at += PAGE_BYTES) {
                memory.setByte(at, (byte) 1);
              }
              counted[0] = faults() - before;
              Libc.munmap(memory, bytes);
            });
    List<Long> addresses =
        log.of(tid, "page_fault_user").stream()
            .map(line -> Long.parseUnsignedLong(line.substring("address=0x".length()), 16))
            .filter(address -> address >= range[0] && address < range[0] + PAGES * PAGE_BYTES)
            .toList();
    List<Long> touched =
        IntStream.range(0, PAGES).mapToObj(i -> range[0] + (long) i * PAGE_BYTES).toList();
    assertEquals(touched, addresses.stream().distinct().toList());
    assertTrue(
        Math.abs(counted[0] - addresses.size()) <= PAGES / 50,
        addresses.size() + " seen, " + counted[0] + " counted by the kernel");
  }

  @Test
  void blockRequestsAreThoseOfTheKernelsText(@TempDir Path directory) throws Exception {
    String name = Leftovers.instanceName(ProcessHandle.current().pid()) + "_oracle";
    List<ActivityLog.Entry> printed;
    int tid;
    try (Instance oracle = Instance.create(tracefs, name)) {
      oracle.set("buffer_size_kb", "4096");
      oracle.enable(ActivityDecoder.BLOCK_COMPLETE);
      oracle.enable(ActivityDecoder.BLOCK_ISSUE);
      tid = traced(() -> writeAndSync(directory.resolve("written")));
      oracle.disableAll();
      printed =
          ActivityText.parse(Files.readAllLines(oracle.directory().resolve("trace"))).stream()
              .filter(entry -> entry.event().equals("block_rq_complete") || entry.tid() == tid)
              .toList();
    }
    List<String> issued = log.of(tid, "block_rq_issue");
    assertEquals(
        printed.stream().filter(e -> e.tid() == tid).map(ActivityLog.Entry::text).toList(), issued);
    assumeTrue(!issued.isEmpty(), "no disk below " + directory);
    List<String> completed = log.of(-1, "block_rq_complete");
    List<String> printedDone = printed.stream().map(ActivityLog.Entry::text).toList();
    assertEquals(List.of(), completed.stream().filter(d -> !printedDone.contains(d)).toList());
    for (String request : issued) {
      String device = request.substring(0, request.indexOf(' '));
      String sector = request.replaceFirst(".* (\\d+) \\+ \\d+$", "$1");
      assertTrue(
          completed.stream().anyMatch(done -> done.startsWith(device + " " + sector + " + ")),
          request + " has not ended");
    }
  }

  private static void writeAndSync(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      for (int i = 0; i < WRITES; i++) {
        channel.write(ByteBuffer.allocate((i + 1) * PAGE_BYTES));
        channel.force(true);
      }
    }
  }

  @Test
  void eachObjectWaitIsEnteredAndLeftOnce() throws Exception {
    assumeTrue(JvmFunction.find("JVM_MonitorWait").isCheapToProbe(), "no cheap probe");
    assumeTrue(Files.exists(tracefs.root().resolve("uprobe_events")), "a kernel without uprobes");
    KernelRelease kernel = KernelRelease.read(KernelRelease.RUNNING);
    assumeTrue(!kernel.probedReturnsAreFiltered(), "a kernel whose return probes may kill");
    Object lock = new Object();
    int tid = traced(() -> waitOften(lock));
    assertEquals(List.of(), warnings);
    assertEquals(1, log.objectWaitsTraced);
    List<String> brackets = new ArrayList<>();
    for (int i = 0; i < WAITS; i++) {
      brackets.add("entry");
      brackets.add("return");
    }
    assertEquals(brackets, log.of(tid, "monitor_wait"));
    assertTrue(log.intervals >= WAITS, log.intervals + " waits");
  }

  @SuppressWarnings("WaitNotInLoop") // However it ends, it is one wait.
  private static void waitOften(Object lock) throws InterruptedException {
    synchronized (lock) {
      for (int i = 0; i < WAITS; i++) {
        lock.wait(1);
      }
    }
  }

  @Test
  void theReaderDoesNotReadItsOwnSystemCalls() throws Exception {
    try (TracefsSource source = source(new ProcTasks())) {
      source.start(log);
      source.drain();
      long before = source.ownEvents();
      for (int i = 0; i < CALLS; i++) {
        Libc.lseek(NO_DESCRIPTOR, i, 77);
      }
      source.drain();
      long events = source.ownEvents() - before;
      assertTrue(events < CALLS, events + " events, with " + CALLS + " calls of the reader");
    }
  }

  @Test
  void whereNothingHappensTheReaderHasNothingToRead() throws Exception {
    try (TracefsSource source = source(new ProcTasks())) {
      source.start(log);
      source.drain();
      // The best of some seconds: a compiler may be busy in others.
      long fewest = Long.MAX_VALUE;
      for (int i = 0; i < 10 && fewest > IDLE_EVENTS_PER_SECOND; i++) {
        fewest = Math.min(fewest, eventsOfASecond(source));
      }
      assertTrue(fewest <= IDLE_EVENTS_PER_SECOND, fewest + " events a second");
    }
  }

  private static long eventsOfASecond(TracefsSource source) throws IOException {
    long before = source.ownEvents();
    long endNanos = System.nanoTime() + 1_000_000_000;
    while (System.nanoTime() < endNanos) {
      source.await(100);
      source.drain();
    }
    return source.ownEvents() - before;
  }

  private void assertNothingIsLeft() throws TracefsException {
    String name = Leftovers.instanceName(ProcessHandle.current().pid());
    assertFalse(Files.exists(tracefs.instance(name)));
    assertEquals(
        List.of(),
        new DynamicEvents(tracefs)
            .all().stream().filter(event -> event.group().equals(name)).toList());
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    for (int i = 0; i < 3; i++) {
      traced(() -> {});
      assertNothingIsLeft();
    }
  }

  @Test
  void nothingIsLeftBehindByAStartThatFails() throws Exception {
    try (TracefsSource source = source(null)) {
      // Without tasks it fails when it has defined its probes.
      assertThrows(NullPointerException.class, () -> source.start(log));
      assertNothingIsLeft();
    }
  }
}
