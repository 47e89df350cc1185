// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** What an open file is, in the words of inode(7). */
public enum FileType {
  REGULAR,
  DIRECTORY,
  BLOCK_DEVICE,
  CHARACTER_DEVICE,
  FIFO,
  SOCKET,
  /** An anonymous inode, or one that cannot be asked. */
  UNKNOWN;

  // include/uapi/linux/fcntl.h and stat.h
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int AT_STATX_DONT_SYNC = 0x4000;
  private static final int STATX_TYPE = 1;
  private static final int STATX_BYTES = 256;
  private static final int MODE_AT = 28;

  /** A class of its own: the C library has the function from glibc 2.28 on. */
  private static final class Statx {
    static {
      Native.register(Statx.class, "c");
    }

    private Statx() {}

    static native int statx(int fd, long path, int flags, int mask, long result);
  }

  /** Of a descriptor; asks no server, which may not answer, should the file be on one. */
  public static FileType of(int fd) {
    // The path, which is empty, is the last byte.
    long address = Native.malloc(STATX_BYTES + 1);
    if (address == 0) {
      return UNKNOWN;
    }
    Pointer result = new Pointer(address);
    result.clear(STATX_BYTES + 1);
    try {
      int flags = AT_EMPTY_PATH | AT_STATX_DONT_SYNC;
      int error = Statx.statx(fd, address + STATX_BYTES, flags, STATX_TYPE, address);
      return error == 0 ? ofMode(result.getShort(MODE_AT)) : UNKNOWN;
    } catch (LinkageError e) {
      return UNKNOWN;
    } finally {
      Native.free(address);
    }
  }

  /** S_IFMT and the values in include/uapi/linux/stat.h. */
  private static FileType ofMode(short mode) {
    return switch (mode >> 12 & 0xf) {
      case 0x1 -> FIFO;
      case 0x2 -> CHARACTER_DEVICE;
      case 0x4 -> DIRECTORY;
      case 0x6 -> BLOCK_DEVICE;
      case 0x8 -> REGULAR;
      case 0xc -> SOCKET;
      default -> UNKNOWN;
    };
  }
}
