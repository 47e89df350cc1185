// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

/**
 * The type of a field, as far as decoding needs it.
 *
 * @param declaration the C type as the format file has it, for example {@code "pid_t"}, {@code
 *     "char[16]"} or {@code "__data_loc u8[]"}
 * @param elementBytes the size of one value: of the field itself, or of an array's element
 * @param array whether there are several values
 * @param signed whether the values are signed numbers
 */
public record FieldType(
    String declaration,
    FieldKind kind,
    Placement placement,
    int elementBytes,
    boolean array,
    boolean signed) {

  /** Whether it is one number, at its own offset, that a {@code long} can hold. */
  public boolean isInteger() {
    return placement == Placement.INLINE && !array && isNumber();
  }

  /** Whether its values are numbers in the widest sense: an address and a bool as well. */
  public boolean isNumber() {
    return kind == FieldKind.INTEGER || kind == FieldKind.BOOL || kind == FieldKind.POINTER;
  }
}
