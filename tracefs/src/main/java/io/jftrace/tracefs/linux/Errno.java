// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.linux;

/** Error numbers that are the same on every architecture (include/uapi/asm-generic/errno*.h). */
public final class Errno {

  public static final int EINTR = 4;
  public static final int EAGAIN = 11;
  public static final int ENODEV = 19;

  private Errno() {}

  /** The C library's message for an error number. */
  public static String message(int errno) {
    return Libc.COLD.strerror(errno) + " (errno " + errno + ")";
  }
}
