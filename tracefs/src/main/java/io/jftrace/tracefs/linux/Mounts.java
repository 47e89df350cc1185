// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.linux;

import java.nio.file.Path;

/** Mounting of file systems. */
public final class Mounts {

  // include/uapi/linux/mount.h
  private static final long MS_NOSUID = 2;
  private static final long MS_NODEV = 4;
  private static final long MS_NOEXEC = 8;

  private Mounts() {}

  /** Mounts tracefs, readable and writable by root only. */
  public static void mountTracefs(Path target) throws SystemCallException {
    long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
    if (Libc.COLD.mount("nodev", target.toString(), "tracefs", flags, null) != 0) {
      throw new SystemCallException("mount tracefs on " + target, Libc.errno());
    }
  }
}
