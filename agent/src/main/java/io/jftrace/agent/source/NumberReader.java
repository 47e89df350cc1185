// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatField;
import io.jftrace.tracefs.probe.ValueType;

/** A number, signed or not as the user has it, which need not be as the kernel has it. */
final class NumberReader implements ValueReader {

  private final FormatField field;
  private final boolean isBoolean;
  private final boolean signed;
  private final int unusedBits;

  NumberReader(FormatField field, ValueType type) {
    this.field = field;
    this.isBoolean = type == ValueType.BOOLEAN;
    this.signed = type == ValueType.SIGNED || (type == ValueType.TEXT && field.isSigned());
    this.unusedBits = Long.SIZE - Byte.SIZE * field.valueBytes();
  }

  @Override
  public long number(EventRecord record) {
    long bits = record.integer(field) << unusedBits;
    if (isBoolean) {
      return bits == 0 ? 0 : 1;
    }
    return signed ? bits >> unusedBits : bits >>> unusedBits;
  }

  @Override
  public String text(EventRecord record) {
    long number = number(record);
    return signed ? Long.toString(number) : Long.toUnsignedString(number);
  }
}
