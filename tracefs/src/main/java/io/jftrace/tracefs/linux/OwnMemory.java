// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * This process's memory, read by the kernel: an address that is not mapped is an error, where a
 * pointer would end the process. Needs no file and no permission (mm_access in kernel/fork.c), and
 * an interrupt of the thread does not matter. Any thread.
 */
public final class OwnMemory {

  /** {@code struct iovec}: an address, and a number of bytes. */
  private static final int IOVEC_BYTES = 2 * Long.BYTES;

  private static final int PID = (int) ProcessHandle.current().pid();

  /** A class of its own: seldom needed. */
  private static final class Vm {
    static {
      Native.register(Vm.class, "c");
    }

    private Vm() {}

    @SuppressWarnings("MemberName") // the C library's
    static native long process_vm_readv(
        int pid, long local, long localCount, long remote, long remoteCount, long flags);
  }

  private OwnMemory() {}

  /**
   * Reads from an address on.
   *
   * @return how many bytes were read: fewer than wanted if the memory ends before, 0 if there is
   *     none at that address
   */
  public static int read(long address, byte[] bytes) {
    long memory = Native.malloc(2 * IOVEC_BYTES + bytes.length);
    if (memory == 0) {
      return 0;
    }
    try {
      long data = memory + 2 * IOVEC_BYTES;
      Pointer vectors = new Pointer(memory);
      vectors.setLong(0, data);
      vectors.setLong(Long.BYTES, bytes.length);
      vectors.setLong(IOVEC_BYTES, address);
      vectors.setLong(IOVEC_BYTES + Long.BYTES, bytes.length);
      long count = Vm.process_vm_readv(PID, memory, 1, memory + IOVEC_BYTES, 1, 0);
      int read = (int) Math.max(0, count);
      vectors.read(2 * IOVEC_BYTES, bytes, 0, read);
      return read;
    } catch (LinkageError e) {
      // A C library that does not have the function.
      return 0;
    } finally {
      Native.free(memory);
    }
  }
}
