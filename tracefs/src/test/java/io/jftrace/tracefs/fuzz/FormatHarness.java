// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.fuzz;

import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.EventFormats;
import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatException;
import io.jftrace.tracefs.format.FormatParser;
import io.jftrace.tracefs.print.EventText;
import io.jftrace.tracefs.ring.MalformedCounts;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * Parses a format text, whatever is in it, and reads and prints a record of arbitrary data by it.
 */
final class FormatHarness {

  private static final int RECORD_BYTES = 128;

  private final ByteBuffer data;
  private final EventRecord record = new EventRecord();
  private final FieldValues values;
  private long understood;

  FormatHarness(MalformedCounts malformed) {
    SplittableRandom random = new SplittableRandom(1);
    byte[] bytes = new byte[RECORD_BYTES];
    for (int i = 0; i < bytes.length; i++) {
      // Small numbers often: locations within the record.
      bytes[i] = (byte) (random.nextInt() >>> (24 + random.nextInt(8)));
    }
    data = ByteBuffer.wrap(bytes);
    values = new FieldValues(malformed);
  }

  /**
   * Returns whether the text was understood; only a {@link FormatException} may say that it was
   * not.
   */
  boolean read(String text, int wordBytes) {
    EventFormat format;
    try {
      format = FormatParser.parse(text, wordBytes);
    } catch (FormatException e) {
      return false;
    }
    understood++;
    EventText printed = EventText.of(new EventFormats.Event("system", format), Layouts.RECORDED);
    for (int length = 0; length <= RECORD_BYTES; length += 32) {
      values.read(format, record.set(data.limit(length), 0, length));
      printed.print(record, new StringBuilder());
    }
    return true;
  }

  long understood() {
    return understood;
  }
}
