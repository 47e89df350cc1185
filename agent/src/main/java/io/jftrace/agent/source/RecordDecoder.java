// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import java.nio.ByteBuffer;

/** Decodes the records of one event. */
@FunctionalInterface
interface RecordDecoder {

  /**
   * Decodes one record.
   *
   * @param offset where the record's data start in the buffer
   * @param lengthBytes of the data; at least what the event's format declares
   */
  void decode(int cpu, long timeNanos, ByteBuffer buffer, int offset, int lengthBytes);
}
