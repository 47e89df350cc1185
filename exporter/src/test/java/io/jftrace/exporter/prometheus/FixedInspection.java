// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.InspectionHealth;

/** Counts that do not change. */
record FixedInspection(long asked, long unasked) implements InspectionHealth {

  static final FixedInspection NONE = new FixedInspection(0, 0);
}
