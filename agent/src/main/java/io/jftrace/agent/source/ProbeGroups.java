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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ready-made groups of probes, each of which the user calls by a word. */
public final class ProbeGroups {

  private static final String TABLE = "probe-groups.txt";

  private static final Pattern HEADING = Pattern.compile("\\[(.+)]");

  private final Map<String, List<String>> groups = new LinkedHashMap<>();
  private final Set<String> given = new HashSet<>();

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
    GroupWord word = GroupWord.of(specification);
    return word != null && groups.containsKey(word.name()) ? word.name() : "";
  }

  /**
   * The specifications that one stands for: those of a group, or only itself.
   *
   * @throws ProbeException if it is a word, but no group's, or a group with more than a rate
   */
  public List<String> expand(String specification) throws ProbeException {
    GroupWord word = GroupWord.of(specification);
    if (word == null) {
      return List.of(specification);
    }
    List<String> group = groups.get(word.name());
    if (group == null) {
      throw word.unknown(groups.keySet());
    }
    String limit = word.limit();
    return group.stream().map(text -> text + limit).toList();
  }

  /**
   * As {@link #expand}, but of each group once.
   *
   * @throws ProbeException also if the group has been expanded already
   */
  List<String> expandOnce(String specification) throws ProbeException {
    List<String> expanded = expand(specification);
    GroupWord word = GroupWord.of(specification);
    if (word != null && !given.add(word.name())) {
      throw word.bad("the group " + word.name() + " is given twice");
    }
    return expanded;
  }
}
