// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

/** Receives when the JVM stopped all threads to collect garbage, as it says itself. */
public interface PauseSink {

  /** One pause, or what lies around it by the precision of the JVM's account. */
  void pause(long startNanos, long endNanos);

  /** There were pauses in that time that the JVM tells nothing of any more. */
  void pausesMissed(long fromNanos, long untilNanos);
}
