// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.fornwall.jelf.ElfException;

/**
 * The arguments of a static probe's note, for example {@code -4@%eax 8@152(%rdi) 4f@%xmm0}; on ARM
 * {@code 8@[sp, 16]}, with a blank.
 */
final class UsdtArguments {

  private static final Pattern ARGUMENT = Pattern.compile("(-?)([1248])(f?)@(.+)");

  private UsdtArguments() {}

  static List<UsdtArgument> parse(String text) {
    List<UsdtArgument> arguments = new ArrayList<>();
    int brackets = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(' || c == '[') {
        brackets++;
      } else if (c == ')' || c == ']') {
        brackets--;
      } else if (c == ' ' && brackets == 0) {
        add(text.substring(start, i), arguments);
        start = i + 1;
      }
    }
    add(text.substring(start), arguments);
    return arguments;
  }

  private static void add(String argument, List<UsdtArgument> arguments) {
    if (argument.isEmpty()) {
      return;
    }
    Matcher parts = ARGUMENT.matcher(argument);
    if (!parts.matches()) {
      throw new ElfException("a static probe's argument " + argument);
    }
    arguments.add(
        new UsdtArgument(
            Integer.parseInt(parts.group(2)),
            !parts.group(1).isEmpty(),
            !parts.group(3).isEmpty(),
            parts.group(4)));
  }
}
