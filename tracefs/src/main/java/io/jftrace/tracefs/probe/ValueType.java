// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

/** How a recorded value is to be read. */
public enum ValueType {
  SIGNED,
  UNSIGNED,
  /** Shown in hexadecimal. */
  HEX,
  BOOLEAN,
  TEXT
}
