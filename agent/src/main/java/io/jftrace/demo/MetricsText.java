// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the Prometheus text format, as far as counters with labels go. */
final class MetricsText {

  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)\\})?\\s+(\\S+)(?:\\s+-?\\d+)?\\s*");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

  /** One line. */
  record Sample(String name, Map<String, String> labels, double value) {

    String label(String key) {
      return labels.getOrDefault(key, "");
    }
  }

  private MetricsText() {}

  /** The samples of that text; lines that are none (comments, for instance) are left out. */
  static List<Sample> parse(String text) {
    List<Sample> samples = new ArrayList<>();
    text.lines().forEach(line -> sample(line).ifPresent(samples::add));
    return samples;
  }

  private static Optional<Sample> sample(String line) {
    Matcher matcher = SAMPLE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      double value = Double.parseDouble(matcher.group(3));
      return Optional.of(new Sample(matcher.group(1), labels(matcher.group(2)), value));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new HashMap<>();
    if (text != null) {
      Matcher matcher = LABEL.matcher(text);
      while (matcher.find()) {
        labels.put(matcher.group(1), unescape(matcher.group(2)));
      }
    }
    return labels;
  }

  private static String unescape(String value) {
    return ESCAPE
        .matcher(value)
        .replaceAll(escape -> Matcher.quoteReplacement(escape.group(1).replace('n', '\n')));
  }
}
