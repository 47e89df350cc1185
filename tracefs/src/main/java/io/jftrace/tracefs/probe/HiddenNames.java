// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

/** Names of arguments that are fetched, but not shown. */
final class HiddenNames {

  private HiddenNames() {}

  /** The length of a text; short, as the kernel allows 31 characters. */
  static String length(int index) {
    return "len" + index + "__";
  }
}
