// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines on which a parser that goes back, or down, does not end: a megabyte is no problem. */
class HostileFormatTest {

  private static final int LENGTH = 1_000_000;

  /** Milliseconds are enough; in quadratic time it would be many minutes. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final String END = ";\toffset:8;\tsize:8;\tsigned:0;";

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "[",
        "]",
        "[]",
        "[8]",
        "[[",
        "]a[",
        "a",
        "a ",
        "a*",
        "int ",
        ";",
        "long int ",
        "\t:"
      })
  void takeLinearTime(String part) {
    String many = part.repeat(LENGTH / part.length());
    String[] declarations = {
      many, many + "name", "int name" + many, "int " + many + "!", "int name[" + many + "]"
    };
    for (String declaration : declarations) {
      parse("field:" + declaration + END);
      parse("\tfield:" + declaration);
      parse("\tfield:int a;" + many + "offset:8;" + many);
    }
  }

  private static void parse(String line) {
    String text = "name: x\nID: 1\nformat:\n" + line + "\n\nprint fmt: \"\"\n";
    assertTimeoutPreemptively(LIMIT, () -> assertDoesNotThrow(() -> parsed(text)));
  }

  /** Whether it is understood does not matter here; any other exception does. */
  private static boolean parsed(String text) {
    try {
      return FormatParser.parse(text).id() == 1;
    } catch (FormatException e) {
      return false;
    }
  }
}
