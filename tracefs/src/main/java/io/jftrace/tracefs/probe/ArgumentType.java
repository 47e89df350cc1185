// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of an argument, as the user wrote it.
 *
 * @param word for example {@code u64}, {@code bool}, {@code string}
 * @param lengthArgument the number of the argument that has the text's length; -1 if there is none
 */
public record ArgumentType(String word, int lengthArgument) {

  /** All that a user may write. */
  static final List<String> WORDS =
      List.of(
          "u8",
          "u16",
          "u32",
          "u64",
          "s8",
          "s16",
          "s32",
          "s64",
          "x8",
          "x16",
          "x32",
          "x64",
          "bool",
          "string",
          "ustring",
          "string(argN)");

  private static final Pattern COUNTED = Pattern.compile("string\\(arg(\\d{1,3})\\)");

  static final ArgumentType U64 = new ArgumentType("u64", -1);
  static final ArgumentType S64 = new ArgumentType("s64", -1);

  /** The type that is written so; null if there is none. */
  static ArgumentType of(String text) {
    Matcher m = COUNTED.matcher(text);
    if (m.matches()) {
      return new ArgumentType("string", Integer.parseInt(m.group(1)));
    }
    return WORDS.contains(text) && !text.endsWith(")") ? new ArgumentType(text, -1) : null;
  }

  /** The type of a number in a register or in memory. */
  static ArgumentType number(boolean signed, int sizeBytes) {
    return new ArgumentType((signed ? "s" : "u") + sizeBytes * 8, -1);
  }

  /** As the kernel calls it (traceprobe_fetch types; it has no bool). */
  String kernelWord() {
    return word.equals("bool") ? "u8" : word;
  }

  boolean isText() {
    return word.endsWith("string");
  }

  ValueType valueType() {
    return switch (word.charAt(0)) {
      case 'b' -> ValueType.BOOLEAN;
      case 'x' -> ValueType.HEX;
      default -> isText() ? ValueType.TEXT : signed() ? ValueType.SIGNED : ValueType.UNSIGNED;
    };
  }

  private boolean signed() {
    return word.startsWith("s");
  }
}
