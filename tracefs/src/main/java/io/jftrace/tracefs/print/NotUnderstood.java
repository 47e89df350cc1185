// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

/**
 * A {@code print fmt:} has something that this interpreter does not know; the message says what.
 */
final class NotUnderstood extends Exception {

  NotUnderstood(String message) {
    super(message);
  }
}
