// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import io.jftrace.agent.jvm.JavaLang;
import io.jftrace.timeline.JavaThreads;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles.Lookup;
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
public final class HotSpotThreads implements JavaThreads, ThreadStacks {

  // enum JavaThreadState, src/hotspot/share/utilities/globalDefinitions.hpp.
  private static final int IN_NATIVE = 4;
  private static final int BLOCKED = 10;

  private final VarHandle eetop;
  private final long osThreadOffset;
  private final long threadIdOffset;
  private final long stateOffset;

  private final ThreadMethods methods;

  private HotSpotThreads(VarHandle eetop, ThreadMethods methods, Map<String, Long> offsets)
      throws IOException {
    this.eetop = eetop;
    this.methods = methods;
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
    try {
      Lookup inThread = JavaLang.lookup(instrumentation, Thread.class);
      HotSpotThreads threads =
          new HotSpotThreads(
              inThread.findVarHandle(Thread.class, "eetop", long.class),
              ThreadMethods.open(inThread),
              VmStructs.fieldOffsets());
      threads.check();
      return threads;
    } catch (IOException | ReflectiveOperationException | RuntimeException e) {
      warnings.accept("Java threads go by the kernel's names, this JVM hides their tids: " + e);
      return UNKNOWN;
    }
  }

  @Override
  public void forEach(Found found) {
    for (Thread thread : LiveThreads.now()) {
      int tid = thread == null ? 0 : tid(thread);
      if (tid > 0) {
        found.thread(tid, thread, methods.id(thread));
      }
    }
  }

  @Override
  public StackTraceElement[] of(Thread thread) {
    return methods.stack(thread);
  }

  @Override
  public boolean isAtRest(Thread thread) {
    long address = (long) eetop.getVolatile(thread);
    try {
      int state = address == 0 ? 0 : ProcessMemory.readInt(address + stateOffset);
      return state == IN_NATIVE || state == BLOCKED;
    } catch (IOException e) {
      return false;
    }
  }

  /** 0 if it cannot be told: the thread has ended or is just starting or ending. */
  private int tid(Thread thread) {
    long address = (long) eetop.getVolatile(thread);
    if (address == 0) {
      return 0;
    }
    try {
      long osThread = ProcessMemory.readLong(address + osThreadOffset);
      int tid = osThread == 0 ? 0 : ProcessMemory.readInt(osThread + threadIdOffset);
      // The JVM clears eetop before it frees what was read.
      return (long) eetop.getVolatile(thread) == address ? tid : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** What was found out is right for the calling thread. */
  private void check() throws IOException {
    Path self = Files.readSymbolicLink(Path.of("/proc/thread-self"));
    int expected = Integer.parseInt(self.getFileName().toString());
    int found = tid(Thread.currentThread());
    if (found != expected) {
      throw new IOException("the JVM's tid of this thread is " + found + ", not " + expected);
    }
  }
}
