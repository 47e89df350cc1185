// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A specification cut into words, and its filter. */
final class SpecWords {

  private static final Pattern RATE_AFTER = Pattern.compile("/\\s+(rate=\\S*)\\s*$");

  private final String text;
  private final List<SpecPart> words = new ArrayList<>();
  private SpecPart filter;

  SpecWords(String text) throws ProbeException {
    this.text = text;
    read();
  }

  /** The first has the target; those that follow are arguments, and the rate. */
  List<SpecPart> words() {
    return words;
  }

  /** Without its slashes; null if there is none. */
  SpecPart filter() {
    return filter;
  }

  private void read() throws ProbeException {
    int at = skipBlanks(0);
    while (at < text.length()) {
      if (text.charAt(at) == '/' && !words.isEmpty()) {
        readFilter(at);
        return;
      }
      int end = words.isEmpty() ? TargetEnd.of(text, at) : wordEnd(at);
      words.add(new SpecPart(text.substring(at, end), at));
      at = skipBlanks(end);
    }
  }

  /** The filter is all up to the last slash, as it may have others in its texts. */
  private void readFilter(int slash) throws ProbeException {
    int end = text.stripTrailing().length() - 1;
    Matcher rate = RATE_AFTER.matcher(text);
    SpecPart last = null;
    if (rate.find(slash + 1)) {
      end = rate.start();
      last = new SpecPart(rate.group(1), rate.start(1));
    }
    if (end == slash || text.charAt(end) != '/') {
      throw new ProbeException("the filter has no / at its end", text, slash);
    }
    filter = new SpecPart(text.substring(slash + 1, end), slash + 1);
    if (filter.text().isBlank()) {
      throw new ProbeException("the filter is empty", text, slash);
    }
    if (last != null) {
      words.add(last);
    }
  }

  private int skipBlanks(int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private int wordEnd(int from) {
    int end = text.indexOf(' ', from);
    return end < 0 ? text.length() : end;
  }
}
