// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.FormatField;
import java.util.HashMap;
import java.util.Map;

/** Makes expressions of C's words. */
final class ExpressionParser {

  /** Deeper ones are no kernel's, and would need much stack. */
  private static final int MAX_NESTING = 200;

  private static final int MAX_VARIABLE_DEPTH = 4;

  private final TokenCursor tokens;
  private final Context context;
  private final CastParser casts;
  private final Map<String, Expression> variables = new HashMap<>();
  private int nesting;

  ExpressionParser(TokenCursor tokens, Context context) {
    this.tokens = tokens;
    this.context = context;
    this.casts = new CastParser(tokens, new TypeNames(context.wordBytes()));
  }

  Expression expression() throws NotUnderstood {
    enter();
    Expression condition = binary(unary(), 1);
    if (tokens.accept("?")) {
      Expression yes = expression();
      tokens.expect(":");
      condition = conditional(numeric(condition), yes, expression());
    }
    nesting--;
    return condition;
  }

  /** An expression that is a number, a pointer's included. */
  Expression number() throws NotUnderstood {
    return numeric(expression());
  }

  private void enter() throws NotUnderstood {
    if (++nesting > MAX_NESTING) {
      throw new NotUnderstood("an expression that is nested too deeply");
    }
  }

  private static Expression numeric(Expression value) throws NotUnderstood {
    if (value instanceof RecordPointer) {
      throw new NotUnderstood("REC without a field");
    }
    return value;
  }

  private Expression checked(Expression value) throws NotUnderstood {
    if (value.depth() > MAX_NESTING) {
      throw new NotUnderstood("an expression that is nested too deeply");
    }
    return value;
  }

  private Expression folded(Expression value, Expression... operands) throws NotUnderstood {
    for (Expression operand : operands) {
      if (!(operand instanceof Constant)) {
        return checked(value);
      }
    }
    return new Constant(value.number(null), value.type());
  }

  private Expression conditional(Expression condition, Expression yes, Expression no)
      throws NotUnderstood {
    int depth = 1 + Math.max(condition.depth(), Math.max(yes.depth(), no.depth()));
    if (yes instanceof TextExpression || no instanceof TextExpression) {
      return checked(
          new ConditionalText(condition, context.text(yes), context.text(no), depth + 1));
    }
    CType type = CType.common(numeric(yes).type(), numeric(no).type());
    if (condition instanceof Constant constant) {
      return new Cast(type, constant.value() != 0 ? yes : no, depth);
    }
    return checked(new Conditional(condition, yes, no, type, depth));
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
      left = combined(operator, left, right);
      operator = following;
    }
    return left;
  }

  private Expression combined(Operator operator, Expression left, Expression right)
      throws NotUnderstood {
    boolean texts = left instanceof TextExpression || right instanceof TextExpression;
    if (texts && !operator.isLogical()) {
      throw new NotUnderstood("arithmetic with pointers into the record");
    }
    Expression value = Binary.of(operator, numeric(left), numeric(right));
    return folded(value, left, right);
  }

  private Expression unary() throws NotUnderstood {
    enter();
    Expression value;
    if (tokens.accept("!")) {
      value = combined(Operator.EQUAL, truth(unary()), new Constant(0, CType.INT));
    } else if (tokens.accept("-")) {
      value = combined(Operator.MINUS, new Constant(0, CType.INT), unary());
    } else if (tokens.accept("~")) {
      value = combined(Operator.BIT_XOR, unary(), new Constant(-1, CType.INT));
    } else if (tokens.accept("+")) {
      value = combined(Operator.PLUS, new Constant(0, CType.INT), unary());
    } else if (tokens.accept("*")) {
      value = element(unary(), new Constant(0, CType.INT));
    } else if (tokens.accept("&")) {
      value = address();
    } else {
      CType type = casts.type();
      value = casts.found() ? cast(type, unary()) : postfix(primary());
    }
    nesting--;
    return value;
  }

  /** A pointer into the record is never null. */
  private static Expression truth(Expression value) {
    return value instanceof TextExpression ? new Constant(1, CType.INT) : value;
  }

  private Expression cast(CType type, Expression value) throws NotUnderstood {
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

  /** {@code &REC->field}, or an array's: {@code &REC->field[0]}. */
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
        value = element(value, number());
        tokens.expect("]");
      } else if (tokens.peek().is("->") || tokens.peek().is(".")) {
        throw new NotUnderstood("a member of a structure");
      } else {
        return value;
      }
    }
  }

  private Expression element(Expression array, Expression index) throws NotUnderstood {
    if (array instanceof Region region && region.element() != null) {
      int depth = 1 + Math.max(array.depth(), index.depth());
      return checked(new Element(region, index, region.element(), depth));
    }
    throw new NotUnderstood("an element of what is no array");
  }

  private Expression primary() throws NotUnderstood {
    Token token = tokens.peek();
    switch (token.kind()) {
      case NUMBER -> {
        tokens.next();
        return new Constant(token.number(), token.type());
      }
      case STRING -> {
        return new TextConstant(tokens.expectText());
      }
      case NAME -> {
        tokens.next();
        return name(token.text());
      }
      default -> {
        tokens.expect("(");
        if (tokens.accept("{")) {
          return block();
        }
        Expression value = expression();
        tokens.expect(")");
        return value;
      }
    }
  }

  private Expression name(String name) throws NotUnderstood {
    Expression variable = variables.get(name);
    if (variable != null) {
      return variable;
    }
    return switch (name) {
      case "REC" -> RecordPointer.INSTANCE;
      case "true" -> new Constant(1, CType.INT);
      case "false", "NULL" -> new Constant(0, CType.INT);
      case "sizeof" -> size();
      default -> {
        if (!tokens.accept("(")) {
          yield KernelConstants.named(name);
        }
        Expression value = new HelperParser(tokens, context, this).call(name);
        tokens.expect(")");
        yield value;
      }
    };
  }

  private Expression size() throws NotUnderstood {
    CType type = casts.type();
    if (casts.found()) {
      if (type == null) {
        throw new NotUnderstood("sizeof of a type that is not known");
      }
      return new Constant(type.bytes(), context.word());
    }
    Expression value = unary();
    int bytes = value instanceof FieldRegion region ? region.field().size() : value.type().bytes();
    return new Constant(bytes, context.word());
  }

  /** It is evaluated wherever its name is, which must not multiply. */
  private Expression variable(CType type, Expression value) throws NotUnderstood {
    if (value.depth() > MAX_VARIABLE_DEPTH) {
      throw new NotUnderstood("a variable of a large expression");
    }
    return type == null ? value : cast(type, value);
  }

  /** {@code ({ int x = …; int y = …; x < y ? x : y; })}, which the kernel's min() is. */
  private Expression block() throws NotUnderstood {
    while (true) {
      CType type = casts.declared();
      if (!casts.found()) {
        break;
      }
      String name = tokens.expectName();
      tokens.expect("=");
      Expression value = variable(type, numeric(expression()));
      tokens.expect(";");
      variables.put(name, value);
    }
    Expression value = expression();
    tokens.expect(";");
    tokens.expect("}");
    tokens.expect(")");
    return value;
  }
}
