// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.probes;

/** Which of a probe's places was hit. */
public enum ProbePoint {
  /** The only one, of a probe that is no call. */
  HIT,
  ENTRY,
  RETURN
}
