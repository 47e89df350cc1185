// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Splits a list of specifications at its semicolons. */
final class SpecSplitter {

  /** What follows the slash that ends a filter. */
  private static final Pattern AFTER_FILTER = Pattern.compile("/(\\s+rate=[^\\s;]*)?\\s*(;|$)");

  private final String list;
  private final List<String> specs = new ArrayList<>();
  private int begin;

  SpecSplitter(String list) {
    this.list = list;
  }

  List<String> split() {
    int at = 0;
    while (at < list.length()) {
      at = step(at);
    }
    add(list.length());
    return specs;
  }

  /** Where to go on. */
  private int step(int at) {
    char c = list.charAt(at);
    if (c == ';') {
      add(at);
      begin = at + 1;
    } else if (c == '"' || c == '\'') {
      return afterQuote(at);
    } else if (c == '/' && at > begin && Character.isWhitespace(list.charAt(at - 1))) {
      return list.substring(begin, at).isBlank() ? at + 1 : afterFilter(at + 1);
    }
    return at + 1;
  }

  /** Without a second quote it is a character like others. */
  private int afterQuote(int at) {
    int end = list.indexOf(list.charAt(at), at + 1);
    return end < 0 ? at + 1 : end + 1;
  }

  private int afterFilter(int first) {
    int at = first;
    while (at < list.length()) {
      char c = list.charAt(at);
      if (c == '/' && AFTER_FILTER.matcher(list).region(at, list.length()).lookingAt()) {
        return at + 1;
      }
      at = c == '"' || c == '\'' ? afterQuote(at) : at + 1;
    }
    return first;
  }

  private void add(int end) {
    String spec = list.substring(begin, end).strip();
    if (isQuoted(spec)) {
      specs.addAll(new SpecSplitter(spec.substring(1, spec.length() - 1)).split());
    } else if (!spec.isEmpty()) {
      specs.add(spec);
    }
  }

  /** Quotes around all of it are left over from a shell or a file. */
  private static boolean isQuoted(String spec) {
    char first = spec.isEmpty() ? ' ' : spec.charAt(0);
    boolean isQuote = first == '"' || first == '\'';
    return isQuote && spec.indexOf(first, 1) == spec.length() - 1;
  }
}
