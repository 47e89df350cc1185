// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the dashboard asks for is in a scrape. */
final class DashboardTest {

  private static final Path DASHBOARD = Path.of("../grafana/dashboards/jftrace-overview.json");
  private static final Pattern QUERY = Pattern.compile("\"expr\": \"(.*)\"");
  private static final Pattern SELECTOR = Pattern.compile("(jftrace_\\w+)\\{([^}]*)}");
  private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=");

  @Test
  void metricsAndLabelsExist() throws IOException {
    List<MatchResult> queries = QUERY.matcher(Files.readString(DASHBOARD)).results().toList();
    assertFalse(queries.isEmpty());
    for (MatchResult query : queries) {
      List<MatchResult> selectors = SELECTOR.matcher(query.group(1)).results().toList();
      assertFalse(selectors.isEmpty(), query.group(1));
      for (MatchResult selector : selectors) {
        Set<String> missing = labels(selector.group(2));
        GROUPING.matcher(query.group(1)).results().forEach(by -> addNames(missing, by.group(1)));
        // Prometheus adds it.
        missing.remove("instance");
        missing.removeAll(exposed(selector.group(1)));
        assertEquals(Set.of(), missing, query.group(1));
      }
    }
  }

  private static void addNames(Set<String> names, String list) {
    names.addAll(List.of(list.split(", *")));
  }

  private static Set<String> labels(String selection) {
    Set<String> names = new TreeSet<>();
    LABEL.matcher(selection).results().forEach(label -> names.add(label.group(1)));
    return names;
  }

  /** The labels of a metric. */
  private static Set<String> exposed(String metric) {
    List<String> samples =
        Expected.SCRAPE.lines().filter(line -> line.matches(metric + "[{ ].*")).toList();
    assertFalse(samples.isEmpty(), metric + " is not in a scrape");
    return labels(samples.get(0));
  }
}
