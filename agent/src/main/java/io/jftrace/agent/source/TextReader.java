// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatField;
import java.nio.charset.StandardCharsets;

/** A text that ends with a zero byte, or after so many bytes as another field says. */
final class TextReader implements ValueReader {

  /**
   * What is shown of a text that the kernel could not read. Kernels differ in whether they record
   * this word themselves or nothing (FAULT_STRING, kernel/trace/trace_probe_kernel.h, Linux 6.18).
   */
  private static final String FAULT = "(fault)";

  private final FormatField field;
  private final FormatField length;

  /**
   * @param length the field that has the text's length in bytes; null if it ends by itself
   */
  TextReader(FormatField field, FormatField length) {
    this.field = field;
    this.length = length;
  }

  @Override
  public long number(EventRecord record) {
    return 0;
  }

  @Override
  public String text(EventRecord record) {
    // The zero byte at the end is recorded too, so nothing means that it could not be read.
    if (record.count(field) == 0) {
      return FAULT;
    }
    return length == null ? record.text(field) : cut(record);
  }

  /** By its bytes: what is no UTF-8 may become longer. */
  private String cut(EventRecord record) {
    byte[] bytes = record.bytes(field);
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
    long lengthBytes = record.integer(length);
    return lengthBytes < 0 || lengthBytes >= end || text.equals(FAULT)
        ? text
        : new String(bytes, 0, (int) lengthBytes, StandardCharsets.UTF_8);
  }
}
