// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

import io.jftrace.timeline.SpansHealth;

/** Counts that do not change. */
record FixedSpans(long exported, long dropped, long failed, long summed) implements SpansHealth {}
