// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.probe.ProbeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why probes of one entry of the setting are left out. Of a group, the user has not written the
 * specifications: what is true of several of its probes is one message, below the group's word.
 */
final class LeftOutProbes {

  private final String entry;
  private final List<String> messages = new ArrayList<>();
  private final Map<String, List<String>> namesByReason = new LinkedHashMap<>();

  /**
   * For an entry.
   *
   * @param entry as the user wrote it
   */
  LeftOutProbes(String entry) {
    this.entry = entry;
  }

  /**
   * Adds a probe.
   *
   * @param specification the entry itself, or one that its group stands for: {@code NAME=…}
   */
  void add(String specification, ProbeException why) {
    if (specification.equals(entry) || why.column() < 0) {
      messages.add("probe left out: " + why.explained());
    } else {
      String name = specification.substring(0, specification.indexOf('='));
      namesByReason.computeIfAbsent(why.getMessage(), reason -> new ArrayList<>()).add(name);
    }
  }

  /** The messages, each of one line or several. */
  List<String> messages() {
    List<String> all = new ArrayList<>(messages);
    namesByReason.forEach((reason, names) -> all.add(ofGroup(reason, names)));
    return all;
  }

  private String ofGroup(String reason, List<String> names) {
    String left = (names.size() == 1 ? "probe" : "probes") + " left out: ";
    String message = left + reason + " (" + String.join(", ", names) + ")";
    return new ProbeException(message, entry, 0).explained();
  }
}
