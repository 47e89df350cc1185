// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import io.jftrace.timeline.probes.ProbeHit;

/**
 * A hit of a probe, or a call that it follows. Each probe has a class of its own, which {@link
 * ProbeEventClass} makes at run time: it has fields for the probe's values, and the methods that
 * the JVM makes work in the class of an event only.
 *
 * <p>No method here may return a boolean and have one parameter: JDK 17 takes such a one of an
 * event's base class for a setting (jdk/jfr/internal/EventInstrumentation.java).
 */
abstract class ProbeEvent extends LaneEvent {

  /** A new event of the same type. */
  abstract ProbeEvent another();

  /** Sets its start and its duration, which must not be 0: that is taken for "until now". */
  abstract void ticks(long startTicks, long durationTicks);

  abstract long startTicks();

  /** Sets the fields of the probe's values. */
  abstract void values(ProbeHit hit);

  /** {@link jdk.jfr.Event#isEnabled} of the class itself, as all of these. */
  abstract boolean typeIsEnabled();

  /** {@link jdk.jfr.Event#shouldCommit}. */
  abstract boolean typeShouldCommit();

  /** {@link jdk.jfr.Event#begin}. */
  abstract void typeBegin();

  /** {@link jdk.jfr.Event#commit}. */
  abstract void typeCommit();

  final void time(long startTicks, long endTicks) {
    ticks(startTicks, Math.max(1, endTicks - startTicks));
  }

  /** JFR's clock, or 0 while no recording wants events of this type. */
  final long readTicks() {
    if (!typeIsEnabled()) {
      return 0;
    }
    typeBegin();
    return startTicks();
  }

  /** For {@link #values}, whose code has no branches. */
  static boolean truth(ProbeHit hit, int index) {
    return hit.number(index) != 0;
  }
}
