// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.probes;

/**
 * One value that a probe records.
 *
 * @param name as the user calls it: letters, digits and _
 */
public record ProbeField(String name, Kind kind) {

  /** How a value is to be shown. */
  public enum Kind {
    SIGNED,
    UNSIGNED,
    /** Shown in hexadecimal. */
    ADDRESS,
    BOOLEAN,
    TEXT
  }
}
