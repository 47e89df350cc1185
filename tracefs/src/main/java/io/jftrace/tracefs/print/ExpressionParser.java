// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.FormatField;

/** Makes expressions of C's words, by the precedence of their operators. */
final class ExpressionParser {

  private static final Constant ZERO = new Constant(0, CType.INT);
  private static final Constant ALL_BITS = new Constant(-1, CType.INT);

  private final TokenCursor tokens;
  private final Context context;
  private final CastParser casts;
  private final ExpressionBuilder builder;
  private final PrimaryParser primaries;
  private int nesting;

  ExpressionParser(TokenCursor tokens, Context context) {
    this.tokens = tokens;
    this.context = context;
    casts = new CastParser(tokens, new TypeNames(context.wordBytes()));
    builder = new ExpressionBuilder(context);
    primaries = new PrimaryParser(tokens, context, casts, this, builder);
  }

  Expression expression() throws NotUnderstood {
    enter();
    Expression value = binary(unary(), 1);
    if (tokens.accept("?")) {
      Expression yes = expression();
      tokens.expect(":");
      value = builder.conditional(value, yes, expression());
    }
    nesting--;
    return value;
  }

  /** An expression that has a value, a text's address included. */
  Expression number() throws NotUnderstood {
    return ExpressionBuilder.numeric(expression());
  }

  private void enter() throws NotUnderstood {
    if (++nesting > ExpressionBuilder.MAX_DEPTH) {
      throw new NotUnderstood("an expression that is nested too deeply");
    }
  }

  private Expression binary(Expression first, int minPrecedence) throws NotUnderstood {
    Expression left = first;
    Operator operator = Operator.of(tokens.peek());
    while (operator != null && operator.precedence() >= minPrecedence) {
      tokens.next();
      Expression right = unary();
      Operator following = Operator.of(tokens.peek());
      if (following != null && following.precedence() > operator.precedence()) {
        right = binary(right, operator.precedence() + 1);
        following = Operator.of(tokens.peek());
      }
      left = builder.combined(operator, left, right);
      operator = following;
    }
    return left;
  }

  Expression unary() throws NotUnderstood {
    enter();
    Expression value;
    if (tokens.accept("!")) {
      value = builder.not(unary());
    } else if (tokens.accept("-")) {
      value = builder.combined(Operator.MINUS, ZERO, unary());
    } else if (tokens.accept("~")) {
      value = builder.combined(Operator.BIT_XOR, unary(), ALL_BITS);
    } else if (tokens.accept("+")) {
      value = builder.combined(Operator.PLUS, ZERO, unary());
    } else if (tokens.accept("*")) {
      value = builder.element(unary(), ZERO);
    } else if (tokens.accept("&")) {
      value = address();
    } else {
      CType type = casts.type();
      value = casts.found() ? builder.cast(type, unary()) : postfix(primaries.primary());
    }
    nesting--;
    return value;
  }

  /** {@code &REC->field}. */
  private Expression address() throws NotUnderstood {
    boolean parenthesis = tokens.accept("(");
    if (!tokens.expectName().equals("REC")) {
      throw new NotUnderstood("an address that is not in the record");
    }
    tokens.expect("->");
    FormatField field = context.field(tokens.expectName());
    if (parenthesis) {
      tokens.expect(")");
    }
    if (tokens.peek().is("[") || tokens.peek().is(".")) {
      throw new NotUnderstood("an address within a field");
    }
    return context.region(field);
  }

  private Expression postfix(Expression first) throws NotUnderstood {
    Expression value = first;
    while (true) {
      if (value instanceof RecordPointer && tokens.accept("->")) {
        value = context.member(tokens.expectName());
      } else if (tokens.accept("[")) {
        value = builder.element(value, number());
        tokens.expect("]");
      } else if (tokens.peek().is("->") || tokens.peek().is(".")) {
        throw new NotUnderstood("a member of a structure");
      } else {
        return value;
      }
    }
  }
}
