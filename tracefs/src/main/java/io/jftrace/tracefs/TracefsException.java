// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs;

import java.io.IOException;

/**
 * Tracing is impossible here, or the kernel refused something. The message is one line: what,
 * where, and what would help.
 */
public final class TracefsException extends IOException {

  public TracefsException(String message) {
    super(message);
  }

  public TracefsException(String message, Throwable cause) {
    super(message, cause);
  }
}
