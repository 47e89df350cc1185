// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;

/**
 * Ten thousand virtual threads at a time, each with a span of its own, and for half of the time a
 * child of it, that compute, write to disk, park, wait for locks and are pinned. What they do while
 * they are certainly mounted, and while they are parked, is an event of its own in the recording.
 */
@SuppressWarnings({"try", "ThreadPriorityCheck", "MustBeClosedChecker"}) // scopes are for closing
public final class VirtualThreadsApplication {

  static final int THREADS = 10_000;
  static final String NAME = "task-";
  static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  static final int PINNED_MILLIS = 5;

  /** The span of a thread is its number above this; the child of it has the next bit, too. */
  static final long FIRST_SPAN = 0x1000000000000000L;

  static final long CHILD = 0x2000000000000000L;

  private static final ReentrantLock[] LOCKS = new ReentrantLock[8];
  private static final Path SELF = Path.of("/proc/thread-self");
  private static Path folder;
  private static Method pinned;

  /** The thread was on one carrier all the time: nothing in it parks or waits for a lock. */
  @Name("test.Mounted")
  @StackTrace(false)
  static final class Mounted extends Event {
    int tid;
    int number;
    String spanId;
    String what;
  }

  /** The thread was parked, but for the beginning and the end. */
  @Name("test.Parked")
  @StackTrace(false)
  static final class Parked extends Event {
    int number;
    long nanos;
  }

  private VirtualThreadsApplication() {}

  public static void main(String[] args) throws Exception {
    folder = Path.of(args[0]);
    for (int i = 0; i < LOCKS.length; i++) {
      LOCKS[i] = new ReentrantLock();
    }
    pinned = VirtualThreadsApplication.class.getDeclaredMethod("parkPinned", int.class);
    // Classes are loaded, and locks taken for that, before it counts.
    task(THREADS);
    AgentStart.await();
    try (Recording recording = new Recording()) {
      recording.enable("jftrace.OffCpu").withThreshold(Duration.ofNanos(100_000));
      recording.enable("jftrace.DataLoss");
      recording.enable(Mounted.class).withThreshold(Duration.ZERO);
      recording.enable(Parked.class).withThreshold(Duration.ZERO);
      recording.start();
      run();
      recording.stop();
      recording.dump(folder.resolve("recorded.jfr"));
    }
    System.out.println("recorded");
  }

  private static void run() throws Exception {
    // The tests' bytecode is that of a release without virtual threads.
    Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      Runnable task =
          () -> {
            Thread.currentThread().setName(NAME + number);
            task(number);
          };
      threads.add((Thread) start.invoke(null, task));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void task(int number) {
    Path file = folder.resolve("file-" + number);
    ByteBuffer bytes = ByteBuffer.allocateDirect(64);
    try (Scope outer = span(FIRST_SPAN + number).makeCurrent()) {
      compute(number, FIRST_SPAN + number);
      park(number);
      sync(number, FIRST_SPAN + number, file, bytes);
      try (Scope inner = span(FIRST_SPAN + CHILD + number).makeCurrent()) {
        compute(number, FIRST_SPAN + CHILD + number);
        lock(number);
        sync(number, FIRST_SPAN + CHILD + number, file, bytes);
        park(number);
      }
      if (number % 50 == 0) {
        pinned.invoke(null, number);
      }
      Thread.yield();
      compute(number, FIRST_SPAN + number);
      // Some scopes are never closed.
      if (number % 100 == 1) {
        span(FIRST_SPAN + number).makeCurrent();
      }
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Span span(long id) {
    return Span.wrap(
        SpanContext.create(
            TRACE, "%016x".formatted(id), TraceFlags.getSampled(), TraceState.getDefault()));
  }

  private static void compute(int number, long spanId) {
    int tid = tid();
    Mounted event = new Mounted();
    event.begin();
    long endNanos = System.nanoTime() + 100_000;
    while (System.nanoTime() - endNanos < 0) {
      Thread.onSpinWait();
    }
    event.end();
    commit(event, tid, number, spanId, "compute");
  }

  private static void sync(int number, long spanId, Path file, ByteBuffer bytes)
      throws IOException {
    // Closed before the thread parks: not each user may have ten thousand open files.
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      int tid = tid();
      bytes.clear();
      Mounted event = new Mounted();
      event.begin();
      channel.write(bytes);
      if (number % 5 == 0) {
        channel.force(false);
      }
      event.end();
      commit(event, tid, number, spanId, "sync");
    }
  }

  /** By reflection that goes through native code, which pins. */
  static void parkPinned(int number) {
    int tid = tid();
    Mounted event = new Mounted();
    event.begin();
    long endNanos = System.nanoTime() + PINNED_MILLIS * 1_000_000L;
    while (System.nanoTime() - endNanos < 0) {
      LockSupport.parkNanos(endNanos - System.nanoTime());
    }
    event.end();
    commit(event, tid, number, FIRST_SPAN + number, "pinned");
  }

  private static void commit(Mounted event, int tid, int number, long spanId, String what) {
    if (tid == tid()) {
      event.tid = tid;
      event.number = number;
      event.spanId = "%016x".formatted(spanId);
      event.what = what;
      event.commit();
    }
  }

  private static void park(int number) {
    Parked event = new Parked();
    long nanos = 20_000_000 + number % 7 * 10_000_000L;
    event.begin();
    LockSupport.parkNanos(nanos);
    event.end();
    event.number = number;
    event.nanos = nanos;
    event.commit();
  }

  private static void lock(int number) {
    ReentrantLock lock = LOCKS[number % LOCKS.length];
    lock.lock();
    try {
      LockSupport.parkNanos(10_000);
    } finally {
      lock.unlock();
    }
  }

  /** The kernel's id of the carrier. */
  private static int tid() {
    try {
      return Integer.parseInt(Files.readSymbolicLink(SELF).getFileName().toString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
