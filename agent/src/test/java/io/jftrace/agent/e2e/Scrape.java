// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a scrape brought.
 *
 * @param text as it was served
 * @param values by series
 */
public record Scrape(String text, Map<Series, Double> values) {

  /** A name and its labels. */
  public record Series(String name, Map<String, String> labels) {

    /** Whether its value may only grow. */
    boolean isCounter() {
      return name.matches(".*_(total|bucket|count|sum)");
    }
  }

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

  public static Scrape of(URI metrics) throws IOException, InterruptedException {
    HttpResponse<String> response =
        CLIENT.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString());
    assertEquals(200, response.statusCode());
    return parse(response.body());
  }

  private static Scrape parse(String text) {
    Map<Series, Double> values = new LinkedHashMap<>();
    for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
      Matcher m = SAMPLE.matcher(line);
      assertTrue(m.matches(), line);
      Series series = new Series(m.group(1), labels(m.group(2)));
      double value = Double.parseDouble(m.group(3).replace("Inf", "Infinity"));
      assertEquals(null, values.put(series, value), "twice: " + line);
    }
    return new Scrape(text, values);
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    if (text != null) {
      Matcher m = LABEL.matcher(text);
      int end = 0;
      while (m.find()) {
        assertEquals(end, m.start(), text);
        labels.put(m.group(1), m.group(2));
        end = m.end();
      }
      assertEquals(text.length(), end, text);
    }
    return labels;
  }

  /** The sum of a metric over all its series. */
  public double sum(String name) {
    return values.entrySet().stream()
        .filter(e -> e.getKey().name().equals(name))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** The sum of a counter over all its series of a pool. */
  double sum(String name, String pool) {
    return sum(name, "pool", pool);
  }

  /** The sum of a metric over all its series that have the value for the label. */
  public double sum(String name, String label, String value) {
    return values.entrySet().stream()
        .filter(e -> e.getKey().name().equals(name))
        .filter(e -> value.equals(e.getKey().labels().get(label)))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
