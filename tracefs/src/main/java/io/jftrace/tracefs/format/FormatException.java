// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import java.io.IOException;

/** A {@code format} file that cannot be understood, or lacks what is needed. */
public final class FormatException extends IOException {

  /** No line of a kernel is as long; what is damaged need not fill a log. */
  private static final int SHOWN_LENGTH = 200;

  public FormatException(String message) {
    super(message);
  }

  static FormatException ofLine(String line) {
    String shown = line.strip();
    if (shown.length() > SHOWN_LENGTH) {
      shown = shown.substring(0, SHOWN_LENGTH) + "…";
    }
    return new FormatException("event format line not understood: " + shown);
  }
}
