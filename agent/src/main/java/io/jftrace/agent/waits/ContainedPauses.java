// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.timeline.waits.PauseSink;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Asks the JVM for its pauses until that fails, which is not to end anything else. */
final class ContainedPauses {

  private final Supplier<GcPauses> opener;
  private final Consumer<String> warnings;

  /**
   * Null until it is first needed: it loads classes of the JVM's, after the application's start.
   */
  private GcPauses pauses;

  ContainedPauses(Supplier<GcPauses> opener, Consumer<String> warnings) {
    this.opener = opener;
    this.warnings = warnings;
  }

  /** Passes what ended since the last call. */
  void pass(PauseSink sink) {
    try {
      if (pauses == null) {
        pauses = opener.get();
      }
      pauses.pass(sink);
    } catch (RuntimeException | LinkageError | VirtualMachineError e) {
      pauses = GcPauses.UNKNOWN;
      warnings.accept("pauses of garbage collection are not told apart any more: " + e);
    }
  }

  /** Whether the JVM tells, as far as it was asked. */
  boolean areKnown() {
    return pauses != GcPauses.UNKNOWN;
  }
}
