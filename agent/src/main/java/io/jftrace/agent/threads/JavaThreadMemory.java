// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import io.jftrace.tracefs.linux.OwnMemory;
import java.io.IOException;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.VarHandle;

/**
 * The memory of HotSpot's JavaThread, which {@code Thread.eetop} is the address of. Needs no
 * safepoint. Used by one thread, but for {@link #ownWords}.
 */
public final class JavaThreadMemory {

  private final VarHandle eetop;

  private JavaThreadMemory(VarHandle eetop) {
    this.eetop = eetop;
  }

  /**
   * Of this JVM.
   *
   * @param inThread with private access to {@code Thread}
   * @throws ReflectiveOperationException if this JVM is not HotSpot
   */
  public static JavaThreadMemory open(Lookup inThread) throws ReflectiveOperationException {
    return new JavaThreadMemory(inThread.findVarHandle(Thread.class, "eetop", long.class));
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
    // Opened anew: an interrupt of the reader's thread closes the channel for good.
    try (ProcessMemory memory = ProcessMemory.open()) {
      long[] words = new long[offsets.length];
      for (int i = 0; i < offsets.length; i++) {
        words[i] = memory.readLong(address + offsets[i]);
      }
      // The JVM clears eetop before it frees what was read.
      return address(thread) == address ? words : null;
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * As {@link #words}, of the calling thread and without a file: for threads that are in a hurry,
   * as those that end. Any thread.
   *
   * @param offsets of what is known to be in a JavaThread
   */
  public long[] ownWords(int... offsets) {
    long address = address(Thread.currentThread());
    if (address == 0) {
      return null;
    }
    long[] words = new long[offsets.length];
    for (int i = 0; i < offsets.length; i++) {
      words[i] = OwnMemory.readLong(address + offsets[i]);
    }
    return words;
  }

  /**
   * The offset in bytes of the first 64-bit word that has a value, or -1. Behind the JavaThread's
   * end may be what is left of others: the first one is its own.
   *
   * @param limitBytes where to end, if that memory can be read
   */
  public int offsetOf(Thread thread, long value, int limitBytes) {
    long address = address(thread);
    try (ProcessMemory memory = ProcessMemory.open()) {
      for (int offset = 0; offset < limitBytes; offset += Long.BYTES) {
        if (memory.readLong(address + offset) == value) {
          return offset;
        }
      }
    } catch (IOException e) {
      // It ends before the limit.
    }
    return -1;
  }
}
