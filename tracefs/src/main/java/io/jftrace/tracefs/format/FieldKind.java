// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

/** What the bytes of a field, or of each of its elements, mean. */
public enum FieldKind {
  /** A number of 1, 2, 4 or 8 bytes; an enumeration is one, too. */
  INTEGER,

  /** A C {@code bool}. */
  BOOL,

  /** An address of the kernel or of a process; the bytes behind it were not recorded. */
  POINTER,

  /** Characters up to a zero byte, or to the end of their space. */
  TEXT,

  /** Bytes of a structure that the format does not describe. */
  BYTES
}
