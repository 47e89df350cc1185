// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/** How many waits were asked about while they lasted; may be read by any thread at any time. */
public interface InspectionHealth {

  /** Waits that were asked about. */
  long asked();

  /** Waits long enough to be asked about, which were not, as that would have cost too much. */
  long unasked();
}
