// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Damages the texts of format files. */
final class FormatMutator {

  private static final int MAX_CHANGES = 5;
  private static final List<String> PARTS =
      List.of(
          "[",
          "]",
          "[]",
          "[16]",
          "[x]",
          "[0]",
          "[][2]",
          ";",
          ":",
          "*",
          " ",
          "\t",
          "\n",
          "\r",
          "\0",
          "field:",
          "offset:",
          "size:",
          "signed:1;",
          "signed:2;",
          "name: ",
          "ID: ",
          "print fmt:",
          "__data_loc ",
          "__rel_loc ",
          "const ",
          "unsigned ",
          "long ",
          "int ",
          "char",
          "bool ",
          "common_",
          "-",
          "0",
          "1",
          "3",
          "65535",
          "9999999",
          "99999999999",
          "ä",
          "\ud800");

  private final List<String> texts;
  private SplittableRandom random;

  FormatMutator(List<String> texts) {
    this.texts = texts;
  }

  /** Another one, always the same of the same seed. */
  String next(long seed) {
    random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder(any());
    for (int changes = 1 + random.nextInt(MAX_CHANGES); changes > 0; changes--) {
      change(text);
    }
    return text.toString();
  }

  private String any() {
    return texts.get(random.nextInt(texts.size()));
  }

  private void change(StringBuilder text) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + random.nextInt(40));
    switch (random.nextInt(8)) {
      case 0 -> text.delete(at, end);
      case 1 -> text.insert(at, part());
      case 2 -> text.insert(at, part().repeat(random.nextInt(200)));
      case 3 -> text.replace(at, end, part());
      case 4 -> text.insert(at, text.substring(at, end));
      case 5 -> replaceNumber(text, at);
      case 6 -> splice(text, at);
      default -> text.setLength(random.nextInt(4) == 0 ? at : text.length());
    }
  }

  private String part() {
    return PARTS.get(random.nextInt(PARTS.size()));
  }

  private void replaceNumber(StringBuilder text, int from) {
    for (int at = from; at < text.length(); at++) {
      if (Character.isDigit(text.charAt(at))) {
        text.replace(at, at + 1, Integer.toString(random.nextInt(70_000) >> random.nextInt(17)));
        return;
      }
    }
  }

  private void splice(StringBuilder text, int at) {
    String other = any();
    int from = random.nextInt(other.length());
    text.insert(at, other, from, Math.min(other.length(), from + random.nextInt(200)));
  }
}
