// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.DetailHealth;

/** What was left out, as a literal. */
record FixedDetail(int level, long spansLeftOut, long jfrLeftOut) implements DetailHealth {

  static final FixedDetail FULL = new FixedDetail(3, 0, 0);
}
