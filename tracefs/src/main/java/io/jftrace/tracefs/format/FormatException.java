// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import java.io.IOException;

/** A {@code format} file that cannot be understood, or lacks what is needed. */
public final class FormatException extends IOException {

  public FormatException(String message) {
    super(message);
  }
}
