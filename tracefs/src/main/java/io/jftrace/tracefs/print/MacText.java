// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventRecord;
import java.util.Arrays;

/** {@code %pM}: a hardware address. */
record MacText(Region bytes, String separator, boolean reversed) implements TextExpression {

  private static final int BYTES = 6;

  @Override
  public void text(EventRecord record, StringBuilder out) {
    byte[] address = Arrays.copyOf(bytes.bytes(record), BYTES);
    for (int i = 0; i < BYTES; i++) {
      out.append(i > 0 ? separator : "");
      Digits.hexByte(address[reversed ? BYTES - 1 - i : i], out);
    }
  }
}
