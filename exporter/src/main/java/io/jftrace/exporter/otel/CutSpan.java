// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

/**
 * What is exported of a child.
 *
 * @param endEpochNanos its own end, or its parent's if that one is earlier
 */
record CutSpan(ChildSpan child, long endEpochNanos) {

  /** For how long it went on after its parent's end; 0 if it did not. */
  long continuedNanos() {
    return child.endEpochNanos() - endEpochNanos;
  }
}
