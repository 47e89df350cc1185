// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.BreakdownHealth;

/** Counts that do not change. */
record FixedBreakdowns(long answered, long dropped, long torn) implements BreakdownHealth {}
