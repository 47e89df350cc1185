// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

/** Where in the record the values of a field are (include/trace/stages, Linux 6.18). */
public enum Placement {
  /** At the field's own offset. */
  INLINE,

  /** From the field's offset to the end of the record: an array without a length. */
  REST,

  /**
   * {@code __data_loc}: the field is 32 bits, the low 16 the values' offset from the start of the
   * record, the high 16 their length in bytes.
   */
  DATA_LOC,

  /** {@code __rel_loc}: the same, but the offset counts from the end of the field. */
  REL_LOC
}
