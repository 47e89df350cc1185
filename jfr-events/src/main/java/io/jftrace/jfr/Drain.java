// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

/** Brings everything that has happened so far to the sinks. */
@FunctionalInterface
public interface Drain {

  /** Waits for it, at most so long; called by any thread, perhaps with JFR's lock held. */
  void now(long timeoutMillis);
}
