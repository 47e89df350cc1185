// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import java.nio.ByteBuffer;

/** Receives the records of all CPUs in time order. */
public interface RecordHandler {

  /**
   * One record. The buffer is reused after the call.
   *
   * @param timeNanos in the instance's trace clock
   * @param offset where the data, which begin with {@code common_type}, start
   * @param lengthBytes of the data
   */
  void record(int cpu, long timeNanos, ByteBuffer buffer, int offset, int lengthBytes);

  /** From this time on, records of that CPU are missing. */
  void lossBegan(int cpu, long timeNanos);

  /**
   * They are complete again from this time on.
   *
   * @param count how many are missing, or -1 if the kernel did not say
   */
  void lossEnded(int cpu, long timeNanos, long count);
}
