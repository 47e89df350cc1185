// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.timeline.waits.PauseSink;

/**
 * When the JVM stopped all threads to collect garbage. Keeps the classes that need the modules
 * java.management and jdk.management behind a check: an application image may lack them.
 */
abstract class GcPauses {

  /** Of a JVM that does not tell. */
  static final GcPauses UNKNOWN =
      new GcPauses() {
        @Override
        void pass(PauseSink sink) {}
      };

  static GcPauses open() {
    ModuleLayer modules = ModuleLayer.boot();
    boolean managed =
        modules.findModule("java.management").isPresent()
            && modules.findModule("jdk.management").isPresent();
    return managed ? new ManagedCollectors() : UNKNOWN;
  }

  /** Passes what ended since the last call. */
  abstract void pass(PauseSink sink);
}
