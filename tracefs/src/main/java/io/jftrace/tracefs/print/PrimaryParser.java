// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import java.util.HashMap;
import java.util.Map;

/** Makes expressions of what has no operators outside of parentheses. */
final class PrimaryParser {

  private static final int MAX_VARIABLE_DEPTH = 4;

  private final TokenCursor tokens;
  private final Context context;
  private final CastParser casts;
  private final ExpressionParser parser;
  private final ExpressionBuilder builder;
  private final Map<String, Expression> variables = new HashMap<>();

  PrimaryParser(
      TokenCursor tokens,
      Context context,
      CastParser casts,
      ExpressionParser parser,
      ExpressionBuilder builder) {
    this.tokens = tokens;
    this.context = context;
    this.casts = casts;
    this.parser = parser;
    this.builder = builder;
  }

  Expression primary() throws NotUnderstood {
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
        Expression value = parser.expression();
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
        Expression value = new HelperParser(tokens, context, parser).call(name);
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
    Expression value = parser.unary();
    int bytes = value instanceof FieldRegion region ? region.field().size() : value.type().bytes();
    return new Constant(bytes, context.word());
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
      Expression value = variable(type, parser.number());
      tokens.expect(";");
      variables.put(name, value);
    }
    Expression value = parser.expression();
    tokens.expect(";");
    tokens.expect("}");
    tokens.expect(")");
    return value;
  }

  /** It is evaluated wherever its name is, which must not multiply. */
  private Expression variable(CType type, Expression value) throws NotUnderstood {
    if (value.depth() > MAX_VARIABLE_DEPTH) {
      throw new NotUnderstood("a variable of a large expression");
    }
    return builder.cast(type, value);
  }
}
