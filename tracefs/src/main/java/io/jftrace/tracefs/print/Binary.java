// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;

/**
 * Two operands and an operator.
 *
 * @param operands the type that both are converted to; of a shift, the left one
 * @param type of the result
 */
record Binary(
    Operator operator, Expression left, Expression right, CType operands, CType type, int depth)
    implements Expression {

  static Binary of(Operator operator, Expression left, Expression right) {
    CType operands =
        operator.isShift() ? left.type().promoted() : CType.common(left.type(), right.type());
    boolean truth = operator.isLogical() || operator.isComparison();
    int depth = 1 + Math.max(left.depth(), right.depth());
    return new Binary(operator, left, right, operands, truth ? CType.INT : operands, depth);
  }

  @Override
  public long number(EventRecord record) {
    if (operator.isLogical()) {
      boolean first = left.number(record) != 0;
      return first == (operator == Operator.OR)
          ? asNumber(first)
          : asNumber(right.number(record) != 0);
    }
    long a = operands.narrow(left.number(record));
    if (operator.isShift()) {
      return type.narrow(shift(a, right.number(record)));
    }
    long b = operands.narrow(right.number(record));
    return operator.isComparison() ? asNumber(compare(a, b)) : type.narrow(compute(a, b));
  }

  private static long asNumber(boolean truth) {
    return truth ? 1 : 0;
  }

  /** Counts that are too large are undefined in C; processors take the low bits. */
  private long shift(long a, long count) {
    int bits = (int) count & (operands.bytes() * 8 - 1);
    if (operator == Operator.SHIFT_LEFT) {
      return a << bits;
    }
    return operands.signed() ? a >> bits : a >>> bits;
  }

  private boolean compare(long a, long b) {
    int order = operands.signed() ? Long.compare(a, b) : Long.compareUnsigned(a, b);
    return switch (operator) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      default -> order >= 0;
    };
  }

  private long compute(long a, long b) {
    return switch (operator) {
      case BIT_OR -> a | b;
      case BIT_XOR -> a ^ b;
      case BIT_AND -> a & b;
      case PLUS -> a + b;
      case MINUS -> a - b;
      case TIMES -> a * b;
      default -> b == 0 ? 0 : divide(a, b);
    };
  }

  private long divide(long a, long b) {
    if (operator == Operator.DIVIDE) {
      return operands.signed() ? a / b : Long.divideUnsigned(a, b);
    }
    return operands.signed() ? a % b : Long.remainderUnsigned(a, b);
  }
}
