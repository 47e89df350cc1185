// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.agent.jvm.NativeAccess;
import io.jftrace.agent.source.BufferSettings;
import io.jftrace.agent.source.ProbeSettings;
import io.jftrace.agent.source.ProcTasks;
import io.jftrace.agent.source.TracefsSettings;
import io.jftrace.agent.source.TracefsSource;
import io.jftrace.agent.threads.ThreadStacks;
import io.jftrace.timeline.OffCpuInterval;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.Timeline;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.waits.DescriptorKind;
import io.jftrace.timeline.waits.WaitLookups;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Waits in several ways, inspects itself meanwhile, and prints each wait that was long enough to be
 * asked about.
 */
final class WaitingProgram {

  static final long MIN_WAIT_NANOS = 60_000_000;

  private static final int LOOK_MILLIS = 40;

  private static final Map<Integer, Thread> THREADS = new ConcurrentHashMap<>();

  private static final WaitLookups DESCRIPTORS =
      new WaitLookups() {
        @Override
        public DescriptorKind descriptorKind(int descriptor) {
          String target = descriptorTarget(descriptor);
          if (target.startsWith("socket:")) {
            return DescriptorKind.SOCKET;
          }
          return target.startsWith("pipe:") ? DescriptorKind.PIPE : DescriptorKind.OTHER;
        }

        @Override
        public String descriptorTarget(int descriptor) {
          try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
          } catch (IOException e) {
            return "";
          }
        }
      };

  /** None of these threads does anything but waiting. */
  private static final ThreadStacks STACKS =
      new ThreadStacks() {
        @Override
        public boolean isAtRest(Thread thread) {
          return true;
        }

        @Override
        public StackTraceElement[] of(Thread thread) {
          return thread.getStackTrace();
        }
      };

  private WaitingProgram() {}

  public static void main(String[] args) throws Exception {
    NativeAccess.load(null);
    TracefsSource source =
        new TracefsSource(
            new TracefsSettings(null, new BufferSettings(4096, 0, 0), false, ProbeSettings.NONE),
            new ProcTasks(),
            System.err::println);
    Timeline timeline =
        new Timeline(
            new Printer(),
            found -> THREADS.forEach((tid, thread) -> found.thread(tid, thread, id(thread))),
            tid -> "",
            SpanSource.NONE,
            () -> 0,
            DESCRIPTORS,
            0);
    WaitInspector inspector =
        new WaitInspector(
            source, timeline, DESCRIPTORS, STACKS, System.err::println, System.err::println);
    try (source;
        inspector) {
      source.start(timeline);
      List<Thread> waiting = Waiters.start(WaitingProgram::register);
      while (waiting.stream().anyMatch(Thread::isAlive)) {
        source.await(LOOK_MILLIS);
        source.drain();
        inspector.inspect();
      }
      source.drain();
    }
    System.out.println("asked " + inspector.asked() + " unasked " + inspector.unasked());
    // The control: this does stop all threads.
    if (ManagementFactory.getThreadMXBean().dumpAllThreads(false, false).length == 0) {
      throw new IllegalStateException("no threads");
    }
    System.out.println("dumped");
  }

  @SuppressWarnings("deprecation") // Thread.threadId() came with JDK 19.
  private static long id(Thread thread) {
    return thread.getId();
  }

  /** Called by each of the threads that are to be asked. */
  private static void register() {
    try {
      Path self = Files.readSymbolicLink(Path.of("/proc/thread-self"));
      THREADS.put(Integer.parseInt(self.getFileName().toString()), Thread.currentThread());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Printer implements TimelineSink {

    @Override
    public void offCpu(OffCpuInterval wait) {
      String name = wait.thread().name();
      boolean isLong = wait.queuedNanos() - wait.startNanos() >= MIN_WAIT_NANOS;
      if (isLong && name.startsWith(Waiters.PREFIX)) {
        String top = wait.javaStack().lines().findFirst().orElse("");
        System.out.println(
            String.join(
                "|",
                "wait",
                name.substring(Waiters.PREFIX.length()),
                wait.reason().label(),
                wait.lockClass(),
                wait.lockOwner(),
                wait.systemCall(),
                top));
      }
    }
  }
}
