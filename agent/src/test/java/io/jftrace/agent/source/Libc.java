// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** System calls that a test makes a known number of times. */
final class Libc {

  static final int PROT_READ_WRITE = 1 | 2;
  static final int MAP_PRIVATE_ANONYMOUS = 0x02 | 0x20;
  static final int MADV_NOHUGEPAGE = 15;

  static {
    Native.register(Libc.class, "c");
  }

  private Libc() {}

  static native long lseek(int fd, long offset, int whence);

  static native Pointer mmap(
      Pointer address, long bytes, int protection, int flags, int fd, long offset);

  static native int munmap(Pointer address, long bytes);

  static native int madvise(Pointer address, long bytes, int advice);
}
