// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.probe.ProbeException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ready-made groups of probes, each of which the user calls by a word. */
public final class ProbeGroups {

  private static final String TABLE = "probe-groups.txt";

  /** A word, and perhaps a limit, which each of the group's probes gets. */
  private static final Pattern WORD = Pattern.compile("([A-Za-z][\\w-]*)(\\s+rate=\\S*)?");

  private static final Pattern HEADING = Pattern.compile("\\[(.+)]");

  private final Map<String, List<String>> groups = new LinkedHashMap<>();

  /** Reads the table. */
  public ProbeGroups() {
    try (InputStream in = ProbeGroups.class.getResourceAsStream(TABLE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<String> group = List.of();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher heading = HEADING.matcher(line);
        if (heading.matches()) {
          group = new ArrayList<>();
          groups.put(heading.group(1), group);
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          group.add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The words. */
  public List<String> names() {
    return List.copyOf(groups.keySet());
  }

  /** The group that a specification stands for; empty if it is none. */
  String of(String specification) {
    Matcher word = WORD.matcher(specification.strip());
    return word.matches() && groups.containsKey(word.group(1)) ? word.group(1) : "";
  }

  /**
   * The specifications that one stands for: those of a group, or only itself.
   *
   * @throws ProbeException if it is a word, but no group's
   */
  public List<String> expand(String specification) throws ProbeException {
    Matcher word = WORD.matcher(specification.strip());
    if (!word.matches()) {
      return List.of(specification);
    }
    List<String> group = groups.get(word.group(1));
    if (group == null) {
      throw new ProbeException(
          "no group of probes has this name; groups are " + String.join(", ", groups.keySet()),
          specification.strip(),
          0);
    }
    String limit = word.group(2) == null ? "" : word.group(2);
    return group.stream().map(text -> text + limit).toList();
  }
}
