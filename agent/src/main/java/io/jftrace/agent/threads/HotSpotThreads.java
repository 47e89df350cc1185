// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import io.jftrace.agent.jvm.JavaLang;
import io.jftrace.timeline.JavaThreads;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The kernel threads of HotSpot's live platform threads: {@code Thread.eetop} is the address of the
 * JVM's JavaThread, which points to its OSThread, which has the tid. The offsets differ between
 * releases ({@code _osthread} is in JavaThread in JDK 17, in Thread in JDK 25) and come from {@link
 * VmStructs}. Needs no safepoint. Used by one thread.
 */
public final class HotSpotThreads implements JavaThreads, AutoCloseable {

  private static final int SPARE_THREADS = 64;

  // enum JavaThreadState, src/hotspot/share/utilities/globalDefinitions.hpp.
  private static final int IN_NATIVE = 4;
  private static final int BLOCKED = 10;

  private final VarHandle eetop;
  private final long osThreadOffset;
  private final long threadIdOffset;
  private final long stateOffset;

  /** For {@link #isAtRest}, which is asked often; null until then. */
  private ProcessMemory stateMemory;

  private HotSpotThreads(VarHandle eetop, Map<String, Long> offsets) throws IOException {
    this.eetop = eetop;
    this.osThreadOffset = VmStructs.offset(offsets, "JavaThread::_osthread", "Thread::_osthread");
    this.threadIdOffset = VmStructs.offset(offsets, "OSThread::_thread_id");
    this.stateOffset = VmStructs.offset(offsets, "JavaThread::_thread_state");
  }

  /**
   * The threads of this JVM, or {@link JavaThreads#UNKNOWN} if it is not HotSpot or does not let
   * itself be read.
   *
   * @param warnings receives one line in that case
   */
  public static JavaThreads open(Instrumentation instrumentation, Consumer<String> warnings) {
    try (ProcessMemory memory = ProcessMemory.open()) {
      VarHandle eetop =
          JavaLang.lookup(instrumentation, Thread.class)
              .findVarHandle(Thread.class, "eetop", long.class);
      HotSpotThreads threads = new HotSpotThreads(eetop, VmStructs.fieldOffsets(memory));
      threads.check(memory);
      return threads;
    } catch (IOException | ReflectiveOperationException | RuntimeException e) {
      warnings.accept("Java threads go by the kernel's names, this JVM hides their tids: " + e);
      return UNKNOWN;
    }
  }

  @Override
  public void forEach(Found found) {
    // Opened anew: an interrupt of the reader's thread closes the channel for good.
    try (ProcessMemory memory = ProcessMemory.open()) {
      for (Thread thread : liveThreads()) {
        int tid = thread == null ? 0 : tid(memory, thread);
        if (tid > 0) {
          found.thread(tid, thread);
        }
      }
    } catch (IOException e) {
      // Those that are left are asked for again.
    }
  }

  /**
   * Whether a live thread is in native code, or blocked by the JVM: its stack can be walked at
   * once. One that waits for a page of memory, or for the kernel within the JVM, is not.
   */
  public boolean isAtRest(Thread thread) {
    long address = (long) eetop.getVolatile(thread);
    if (address == 0) {
      return false;
    }
    try {
      if (stateMemory == null) {
        stateMemory = ProcessMemory.open();
      }
      int state = stateMemory.readInt(address + stateOffset);
      return state == IN_NATIVE || state == BLOCKED;
    } catch (IOException e) {
      // The thread has ended; or an interrupt of this one closed the channel for good.
      close();
      return false;
    }
  }

  /** Gives back what is kept open; it is opened anew when it is needed. */
  @Override
  public void close() {
    try (ProcessMemory memory = stateMemory) {
      stateMemory = null;
    } catch (IOException e) {
      // It was for reading.
    }
  }

  /** 0 if it cannot be told: the thread has ended or is just starting or ending. */
  private int tid(ProcessMemory memory, Thread thread) {
    long address = (long) eetop.getVolatile(thread);
    if (address == 0) {
      return 0;
    }
    try {
      long osThread = memory.readLong(address + osThreadOffset);
      int tid = osThread == 0 ? 0 : memory.readInt(osThread + threadIdOffset);
      // The JVM clears eetop before it frees what was read.
      return (long) eetop.getVolatile(thread) == address ? tid : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** What was found out is right for the calling thread. */
  private void check(ProcessMemory memory) throws IOException {
    Path self = Files.readSymbolicLink(Path.of("/proc/thread-self"));
    int expected = Integer.parseInt(self.getFileName().toString());
    int found = tid(memory, Thread.currentThread());
    if (found != expected) {
      throw new IOException("the JVM's tid of this thread is " + found + ", not " + expected);
    }
  }

  /** Unlike {@code Thread.getAllStackTraces} without a safepoint. May contain null. */
  private static Thread[] liveThreads() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] threads = new Thread[root.activeCount() + SPARE_THREADS];
    // enumerate() drops silently what does not fit.
    while (root.enumerate(threads, true) == threads.length) {
      threads = new Thread[2 * threads.length];
    }
    return threads;
  }
}
