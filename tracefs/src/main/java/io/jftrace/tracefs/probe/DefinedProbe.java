// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import io.jftrace.tracefs.DynamicEvents.Definition;
import java.util.List;

/**
 * A probe that is known to the kernel, and not yet enabled.
 *
 * @param name letters, digits and _
 * @param place what is probed, for people: {@code call:libc:malloc}
 * @param entry the event of a hit, or of a call's beginning
 * @param exit the event of a call's end; null if it is no call
 * @param maxShownPerSecond 0 for no limit
 * @param definitions to be deleted when no instance has them enabled
 * @param notices what the user should know besides, a line each
 */
public record DefinedProbe(
    String name,
    ProbeKind kind,
    String place,
    RecordedEvent entry,
    RecordedEvent exit,
    long maxShownPerSecond,
    List<Definition> definitions,
    ProbeCost cost,
    List<String> notices) {

  public DefinedProbe {
    definitions = List.copyOf(definitions);
    notices = List.copyOf(notices);
  }

  public boolean isCall() {
    return exit != null;
  }
}
