// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How many processes have a file mapped: a breakpoint in it is felt by all of them. */
final class MappingCounts {

  private final Map<String, Integer> countByIdentity = new HashMap<>();
  private int unknown;

  /** One process with all of its files. */
  void add(Collection<MappedFile> files) {
    files.stream()
        .map(MappedFile::identity)
        .collect(Collectors.toSet())
        .forEach(identity -> countByIdentity.merge(identity, 1, Integer::sum));
  }

  /** One process of which it cannot be told. */
  void addUnknown() {
    unknown++;
  }

  int unknown() {
    return unknown;
  }

  /** For example {@code 2 other processes have it mapped}. */
  String text(MappedFile file) {
    int count = countByIdentity.getOrDefault(file.identity(), 0);
    String least = unknown == 0 ? "" : "at least ";
    return switch (count) {
      case 0 -> unknown == 0 ? "no other process has it mapped" : "no other process is known to have it mapped";
      case 1 -> least + "1 other process has it mapped";
      default -> least + count + " other processes have it mapped";
    };
  }
}
