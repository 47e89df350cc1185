// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.io.IOException;

/** A probe that cannot be had. */
public final class ProbeException extends IOException {

  private static final long serialVersionUID = 1;

  private final String text;
  private final int column;

  /**
   * What is wrong.
   *
   * @param text the specification as the user wrote it
   * @param column where in it, from 0; -1 if no place of it is to blame
   */
  public ProbeException(String message, String text, int column) {
    super(message);
    this.text = text;
    this.column = column;
  }

  /** The specification as the user wrote it. */
  public String text() {
    return text;
  }

  /** Where in the specification, from 0; -1 if no place of it is to blame. */
  public int column() {
    return column;
  }

  /**
   * The message; if a place is to blame, below it the specification, and a caret under the place.
   */
  public String explained() {
    return column < 0
        ? getMessage()
        : getMessage() + "\n  " + text + "\n  " + " ".repeat(column) + "^";
  }
}
