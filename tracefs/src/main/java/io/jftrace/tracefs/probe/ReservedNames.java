// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.Set;

/** Names that a value cannot have: outputs have fields of their own that are called so. */
final class ReservedNames {

  private static final Set<String> NAMES =
      Set.of(
          "thread",
          "tid",
          "threadName",
          "eventThread",
          "startTime",
          "duration",
          "stackTrace",
          "traceId",
          "spanId",
          "probe");

  private ReservedNames() {}

  static boolean contains(String name) {
    return NAMES.contains(name);
  }

  /** The name, changed if it is reserved. */
  static String free(String name) {
    return contains(name) ? name + "_" : name;
  }
}
