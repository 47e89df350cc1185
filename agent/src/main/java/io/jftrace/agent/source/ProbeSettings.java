// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import java.util.List;
import java.util.function.Consumer;

/**
 * The user's probes.
 *
 * @param specifications as he wrote them, one each; see docs/probes.md
 * @param max how many probes they may give together
 * @param errors receives why a probe is left out, in one line or several
 */
public record ProbeSettings(List<String> specifications, int max, Consumer<String> errors) {

  /** No probes. */
  public static final ProbeSettings NONE = new ProbeSettings(List.of(), 0, line -> {});

  public ProbeSettings {
    specifications = List.copyOf(specifications);
  }

  boolean isEmpty() {
    return specifications.isEmpty();
  }
}
