// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.linux;

import java.io.IOException;

/** A system call that failed, with its error number. */
public final class SystemCallException extends IOException {

  private final int errno;

  SystemCallException(String call, int errno) {
    super(call + ": " + Errno.message(errno));
    this.errno = errno;
  }

  public int errno() {
    return errno;
  }
}
