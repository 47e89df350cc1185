// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

/** Puts expressions together, and computes those that depend on no record. */
final class ExpressionBuilder {

  /** Deeper ones are no kernel's, and would need much stack. */
  static final int MAX_DEPTH = 200;

  private final Context context;

  ExpressionBuilder(Context context) {
    this.context = context;
  }

  static Expression numeric(Expression value) throws NotUnderstood {
    if (value instanceof RecordPointer) {
      throw new NotUnderstood("REC without a field");
    }
    return value;
  }

  private static Expression checked(Expression value) throws NotUnderstood {
    if (value.depth() > MAX_DEPTH) {
      throw new NotUnderstood("an expression that is nested too deeply");
    }
    return value;
  }

  private static Expression folded(Expression value, Expression... operands) throws NotUnderstood {
    for (Expression operand : operands) {
      if (!(operand instanceof Constant)) {
        return checked(value);
      }
    }
    return new Constant(value.number(null), value.type());
  }

  Expression conditional(Expression condition, Expression yes, Expression no) throws NotUnderstood {
    int depth = 1 + Math.max(condition.depth(), Math.max(yes.depth(), no.depth()));
    if (yes instanceof TextExpression || no instanceof TextExpression) {
      TextExpression yesText = context.text(numeric(yes));
      return checked(
          new ConditionalText(numeric(condition), yesText, context.text(numeric(no)), depth + 1));
    }
    CType type = CType.common(numeric(yes).type(), numeric(no).type());
    if (condition instanceof Constant constant) {
      return checked(new Cast(type, constant.value() != 0 ? yes : no, depth));
    }
    return checked(new Conditional(numeric(condition), yes, no, type, depth));
  }

  Expression combined(Operator operator, Expression left, Expression right) throws NotUnderstood {
    boolean texts = left instanceof TextExpression || right instanceof TextExpression;
    if (texts && !operator.isLogical()) {
      throw new NotUnderstood("arithmetic with pointers into the record");
    }
    Expression value = Binary.of(operator, numeric(left), numeric(right));
    return folded(value, left, right);
  }

  /** {@code !value}; a pointer into the record is never null. */
  Expression not(Expression value) throws NotUnderstood {
    Expression number = value instanceof TextExpression ? new Constant(1, CType.INT) : value;
    return combined(Operator.EQUAL, number, new Constant(0, CType.INT));
  }

  /**
   * {@code (type) value}.
   *
   * @param type null if it is not known: the value stays what it is
   */
  Expression cast(CType type, Expression value) throws NotUnderstood {
    if (value instanceof RecordPointer || type == null) {
      return value;
    }
    if (value instanceof Region region && type.pointee() != null) {
      return region.as(type.pointee());
    }
    if (value instanceof TextExpression) {
      return value;
    }
    return folded(new Cast(type, value, value.depth() + 1), value);
  }

  Expression element(Expression array, Expression index) throws NotUnderstood {
    if (array instanceof Region region
        && region.element() != null
        && !(index instanceof TextExpression)) {
      int depth = 1 + Math.max(array.depth(), index.depth());
      return checked(new Element(region, index, region.element(), depth));
    }
    throw new NotUnderstood("an element of what is no array");
  }
}
