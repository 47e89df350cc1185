// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/** What was left out as there was too much to do; may be read by any thread at any time. */
public interface DetailHealth {

  /** How much detail there is now: 3 all, 2 no spans, 1 only long waits in JFR, 0 no waits. */
  int level();

  /** Waits, long enough for a span, that were not looked at whether they belong to one. */
  long spansLeftOut();

  /** Waits that a recording asks for and did not get. */
  long jfrLeftOut();
}
