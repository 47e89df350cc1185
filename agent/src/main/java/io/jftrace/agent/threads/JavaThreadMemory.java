// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import java.io.IOException;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.VarHandle;

/**
 * The memory of HotSpot's JavaThread, which {@code Thread.eetop} is the address of. Needs no
 * safepoint. Any thread.
 */
public final class JavaThreadMemory {

  private final VarHandle eetop;
  private final int threadBytes;

  private JavaThreadMemory(VarHandle eetop, int threadBytes) {
    this.eetop = eetop;
    this.threadBytes = threadBytes;
  }

  /**
   * Of this JVM.
   *
   * @param inThread with private access to {@code Thread}
   * @throws ReflectiveOperationException if this JVM is not HotSpot
   * @throws IOException likewise
   */
  public static JavaThreadMemory open(Lookup inThread)
      throws ReflectiveOperationException, IOException {
    return new JavaThreadMemory(
        inThread.findVarHandle(Thread.class, "eetop", long.class),
        (int) VmStructs.typeBytes("JavaThread"));
  }

  /** The size of a JavaThread. */
  public int threadBytes() {
    return threadBytes;
  }

  /** Where a thread's JavaThread is, or 0 if it has none: it is starting, or has ended. */
  public long address(Thread thread) {
    return (long) eetop.getVolatile(thread);
  }

  /** The 64-bit words at offsets in bytes; null if the thread has ended or cannot be read. */
  public long[] words(Thread thread, int... offsets) {
    long address = address(thread);
    if (address == 0) {
      return null;
    }
    try {
      long[] words = new long[offsets.length];
      for (int i = 0; i < offsets.length; i++) {
        words[i] = ProcessMemory.readLong(address + offsets[i]);
      }
      // The JVM clears eetop before it frees what was read.
      return address(thread) == address ? words : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** The offset in bytes of the first 64-bit word of a JavaThread that has a value, or -1. */
  public int offsetOf(Thread thread, long value) {
    long address = address(thread);
    try {
      for (int offset = 0; offset <= threadBytes - Long.BYTES; offset += Long.BYTES) {
        if (ProcessMemory.readLong(address + offset) == value) {
          return offset;
        }
      }
    } catch (IOException e) {
      // It has ended.
    }
    return -1;
  }
}
