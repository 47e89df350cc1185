// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import java.nio.ByteBuffer;
import java.util.Objects;

/** One field of an event as its {@code format} file declares it. */
public final class FormatField {

  private final String name;
  private final FieldType type;
  private final int offset;
  private final int size;

  private final boolean inline;

  /** How to read it as one number; fields are read for each event, so this is found out once. */
  private final int numberKind;

  /**
   * A field.
   *
   * @param offset bytes from the start of the record
   * @param size bytes at that offset; 0 for an array that fills the rest of the record
   */
  public FormatField(String name, FieldType type, int offset, int size) {
    this.name = name;
    this.type = type;
    this.offset = offset;
    this.size = size;
    this.inline = type.placement() == Placement.INLINE && offset >= 0;
    boolean plain = type.isInteger() && type.elementBytes() == size && offset >= 0;
    this.numberKind = plain ? NumberKind.of(size, type.signed()) : NumberKind.NONE;
  }

  public String name() {
    return name;
  }

  public FieldType type() {
    return type;
  }

  /** Bytes from the start of the record. */
  public int offset() {
    return offset;
  }

  /** Bytes at the offset; 0 for an array that fills the rest of the record. */
  public int size() {
    return size;
  }

  /** Whether its values are at its own offset, and of its own size. */
  boolean isInline() {
    return inline;
  }

  /** Its {@link NumberKind} if it is one number, at its own offset. */
  int numberKind() {
    return numberKind;
  }

  /** Whether {@link #integer} can read it. */
  public boolean isInteger() {
    return type.isInteger();
  }

  /**
   * The size of its value in bytes. Each argument of a syscall has the size of a long; of one that
   * is declared as an int the upper half is anything (kernel/trace/trace_syscalls.c, Linux 6.12).
   */
  public int valueBytes() {
    boolean isHalf = isIntInLong() || type.declaration().equals("unsigned int");
    return isHalf && size == Long.BYTES ? Integer.BYTES : size;
  }

  /** Whether its value is signed, also where the kernel says so in the declaration only. */
  public boolean isSigned() {
    return type.signed() || isIntInLong();
  }

  private boolean isIntInLong() {
    return size == Long.BYTES && type.declaration().equals("int");
  }

  /** How many places its values are in: more than one for an array of texts only. */
  public int locations() {
    return switch (type.placement()) {
      case INLINE, REST -> 1;
      case DATA_LOC, REL_LOC -> size / 4;
    };
  }

  /**
   * The value of an integer field of the record that starts at {@code record}; the caller has
   * checked that the record is as long as its {@link EventFormat#minLength()}.
   */
  public long integer(ByteBuffer buffer, int record) {
    return NumberKind.read(numberKind, buffer, record + offset);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FormatField field
        && name.equals(field.name)
        && type.equals(field.type)
        && offset == field.offset
        && size == field.size;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, type, offset, size);
  }

  @Override
  public String toString() {
    return type.declaration()
        + " "
        + name
        + " (offset "
        + offset
        + ", size "
        + size
        + (type.signed() ? ", signed)" : ", unsigned)");
  }
}
