// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

/**
 * What is summed together within one parent.
 *
 * @param isCall whether it is calls, else waits
 * @param name the probe's name, or the reason's label
 */
record OtherKind(boolean isCall, String name) {

  static OtherKind waits(String reason) {
    return new OtherKind(false, reason);
  }

  static OtherKind calls(String probe) {
    return new OtherKind(true, probe);
  }
}
