// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of a format, parsed when they are needed: one that is not understood matters only
 * where its value does.
 */
final class Arguments {

  private final List<List<Token>> arguments = new ArrayList<>();
  private final Context context;
  private int position;

  /** Splits what follows the format at its commas. */
  Arguments(TokenCursor tokens, Context context) throws NotUnderstood {
    this.context = context;
    while (tokens.accept(",")) {
      arguments.add(argument(tokens));
    }
    if (!tokens.atEnd()) {
      throw new NotUnderstood(tokens.peek().text() + " behind the format");
    }
  }

  private static List<Token> argument(TokenCursor tokens) {
    List<Token> argument = new ArrayList<>();
    int open = 0;
    while (!tokens.atEnd() && (open > 0 || !tokens.peek().is(","))) {
      Token token = tokens.next();
      if (token.is("(") || token.is("[") || token.is("{")) {
        open++;
      } else if (token.is(")") || token.is("]") || token.is("}")) {
        open--;
      }
      argument.add(token);
    }
    return argument;
  }

  Expression next() throws NotUnderstood {
    if (position == arguments.size()) {
      throw new NotUnderstood("a conversion without its argument");
    }
    TokenCursor tokens = new TokenCursor(arguments.get(position++));
    Expression value = new ExpressionParser(tokens, context).expression();
    if (!tokens.atEnd()) {
      throw new NotUnderstood(tokens.peek().text() + " behind an argument");
    }
    if (value instanceof RecordPointer) {
      throw new NotUnderstood("REC without a field");
    }
    return value;
  }

  /** The next one, which must be a number. */
  Expression nextNumber() throws NotUnderstood {
    Expression value = next();
    if (value instanceof TextExpression) {
      throw new NotUnderstood("a pointer where a number was expected");
    }
    return value;
  }
}
