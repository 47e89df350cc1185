// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatField;
import java.util.HexFormat;

/** What is neither a number nor a text, such as an array: its bytes in hexadecimal. */
final class HexReader implements ValueReader {

  private final FormatField field;

  HexReader(FormatField field) {
    this.field = field;
  }

  @Override
  public long number(EventRecord record) {
    return 0;
  }

  @Override
  public String text(EventRecord record) {
    return HexFormat.of().formatHex(record.bytes(field));
  }
}
