// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.List;
import java.util.regex.Pattern;

/** {@code rate=N}: how many hits a second are shown one by one. */
public final class ShownRate {

  private static final String WORD = "rate=";
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,8}");
  private static final Pattern RATE = Pattern.compile(WORD + "\\d+");

  private ShownRate() {}

  /** Whether a word is meant to be a rate. */
  public static boolean isRate(SpecPart word) {
    return word.text().startsWith(WORD);
  }

  /**
   * Reads the word {@code rate=N}.
   *
   * @param text the specification that has it
   * @throws ProbeException if N is no number from 1
   */
  public static long of(SpecPart word, String text) throws ProbeException {
    SpecPart number = word.from(WORD.length());
    if (!NUMBER.matcher(number.text()).matches()) {
      throw new ProbeException(
          "rate is the number of hits a second that are shown, from 1, not '" + number.text() + "'",
          text,
          number.column());
    }
    return Long.parseLong(number.text());
  }

  /** Takes the rate out of a specification's words, whose last it is; 0 if there is none. */
  static long takeOutOf(List<SpecPart> words, String text) throws ProbeException {
    SpecPart last = words.isEmpty() ? null : words.get(words.size() - 1);
    boolean isGiven = last != null && isRate(last);
    long rate = isGiven ? of(last, text) : 0;
    if (isGiven) {
      words.remove(words.size() - 1);
    }
    for (SpecPart word : words) {
      if (RATE.matcher(word.text()).matches()) {
        String message = isGiven ? "rate is given twice" : "rate=N is the last word";
        throw new ProbeException(message, text, (isGiven ? last : word).column());
      }
    }
    return rate;
  }
}
