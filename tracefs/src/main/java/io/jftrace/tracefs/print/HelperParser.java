// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.FormatField;

/** The macros and functions that a {@code print fmt:} may call (include/trace/stages, stage 3). */
final class HelperParser {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final TokenCursor tokens;
  private final Context context;
  private final ExpressionParser parser;

  HelperParser(TokenCursor tokens, Context context, ExpressionParser parser) {
    this.tokens = tokens;
    this.context = context;
    this.parser = parser;
  }

  /** The call, behind whose opening parenthesis the cursor is; it is left at the closing one. */
  Expression call(String name) throws NotUnderstood {
    return switch (name) {
      case "__get_str", "__get_rel_str" -> storedText();
      case "__get_dynamic_array",
          "__get_rel_dynamic_array",
          "__get_sockaddr",
          "__get_rel_sockaddr" ->
          context.region(context.located(tokens.expectName()));
      case "__get_dynamic_array_len", "__get_rel_dynamic_array_len" ->
          new ArrayLength(context.located(tokens.expectName()));
      case "__get_bitmask", "__get_rel_bitmask", "__get_cpumask", "__get_rel_cpumask" ->
          bitmask(context.located(tokens.expectName()));
      case "__print_flags" -> flags(context.word());
      case "__print_flags_u64" -> flags(CType.U64);
      case "__print_symbolic" -> symbol(context.word());
      case "__print_symbolic_u64" -> symbol(CType.U64);
      case "__print_hex" -> hex(true);
      case "__print_hex_str" -> hex(false);
      case "__print_array" -> array();
      case "__print_dynamic_array" -> dynamicArray();
      default -> function(name);
    };
  }

  private Expression function(String name) throws NotUnderstood {
    return switch (name) {
      case "__builtin_expect" -> {
        Expression value = parser.number();
        tokens.expect(",");
        parser.number();
        yield value;
      }
      case "__print_ns_to_secs" -> split(Operator.DIVIDE);
      case "__print_ns_without_secs" -> split(Operator.REMAINDER);
      case "jiffies_to_msecs" -> ticks(1000);
      case "jiffies_to_usecs" -> ticks(1_000_000);
      default -> throw new NotUnderstood("a function " + name);
    };
  }

  private Expression split(Operator operator) throws NotUnderstood {
    Expression value = parser.number();
    Expression nanos = new Cast(CType.U64, value, value.depth() + 1);
    return Binary.of(operator, nanos, new Constant(NANOS_PER_SECOND, CType.U64));
  }

  private Expression ticks(int unitsPerSecond) throws NotUnderstood {
    int ticksPerSecond = context.facts().ticksPerSecond();
    if (ticksPerSecond <= 0) {
      throw new NotUnderstood("jiffies, whose length the format does not say");
    }
    Expression units =
        Binary.of(Operator.TIMES, parser.number(), new Constant(unitsPerSecond, CType.U64));
    Expression value = Binary.of(Operator.DIVIDE, units, new Constant(ticksPerSecond, CType.U64));
    return new Cast(CType.UNSIGNED, value, value.depth() + 1);
  }

  private Expression storedText() throws NotUnderstood {
    FormatField field = context.located(tokens.expectName());
    int index = 0;
    if (tokens.accept("[")) {
      Token number = tokens.next();
      if (number.kind() != Token.Kind.NUMBER
          || number.number() < 0
          || number.number() >= field.locations()) {
        throw new NotUnderstood("a text's index " + number.text());
      }
      index = (int) number.number();
      tokens.expect("]");
    }
    return tokens.peek(1).is("[") ? context.region(field) : StoredText.of(field, index);
  }

  private Expression bitmask(FormatField field) {
    return new BitmaskText(context.region(field), null, context.layout());
  }

  private Expression flags(CType type) throws NotUnderstood {
    Expression value = parser.number();
    tokens.expect(",");
    String delimiter = "";
    if (tokens.peek().kind() == Token.Kind.STRING) {
      delimiter = tokens.expectText();
    } else {
      parser.number();
    }
    SymbolTable table = SymbolTable.parse(tokens, parser, type);
    return new FlagsText(new Cast(type, value, value.depth() + 1), delimiter, table);
  }

  private Expression symbol(CType type) throws NotUnderstood {
    Expression value = parser.number();
    SymbolTable table = SymbolTable.parse(tokens, parser, type);
    return new SymbolText(new Cast(type, value, value.depth() + 1), table);
  }

  private Region region() throws NotUnderstood {
    if (parser.expression() instanceof Region region) {
      return region;
    }
    throw new NotUnderstood("bytes that are not in the record");
  }

  private Expression hex(boolean spaces) throws NotUnderstood {
    Region bytes = region();
    tokens.expect(",");
    return new HexText(bytes, parser.number(), spaces ? " " : "", Integer.MAX_VALUE);
  }

  private Expression array() throws NotUnderstood {
    Region bytes = region();
    tokens.expect(",");
    Expression count = parser.number();
    tokens.expect(",");
    return array(bytes, count, parser.number());
  }

  private Expression dynamicArray() throws NotUnderstood {
    FormatField field = context.located(tokens.expectName());
    tokens.expect(",");
    Expression size = parser.number();
    Expression count = Binary.of(Operator.DIVIDE, new ArrayLength(field), size);
    return array(context.region(field), count, size);
  }

  private Expression array(Region bytes, Expression count, Expression size) throws NotUnderstood {
    long elementBytes = size instanceof Constant constant ? constant.value() : 0;
    if (elementBytes != 1 && elementBytes != 2 && elementBytes != 4 && elementBytes != 8) {
      throw new NotUnderstood("an array of elements whose size is no constant");
    }
    return new ArrayText(bytes, count, (int) elementBytes, context.layout().order());
  }
}
