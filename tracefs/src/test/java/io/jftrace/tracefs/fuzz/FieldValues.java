// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.fuzz;

import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FieldKind;
import io.jftrace.tracefs.format.FormatField;
import io.jftrace.tracefs.ring.Malformed;
import io.jftrace.tracefs.ring.MalformedCounts;
import java.util.List;

/** Reads every value of a record, in every way that there is. */
final class FieldValues {

  private final MalformedCounts malformed;
  private long digest;

  FieldValues(MalformedCounts malformed) {
    this.malformed = malformed;
  }

  /** Returns a digest of all values, the same in every byte order. */
  long read(EventFormat format, EventRecord record) {
    digest = 0;
    read(format.commonFields(), record);
    read(format.fields(), record);
    return digest;
  }

  private void read(List<FormatField> fields, EventRecord record) {
    for (FormatField field : fields) {
      if (record.isTorn(field)) {
        malformed.add(
            field.offset() + field.size() > record.lengthBytes()
                ? Malformed.RECORD_TOO_SHORT
                : Malformed.FIELD_OUTSIDE_RECORD);
      }
      read(field, record);
    }
  }

  private void read(FormatField field, EventRecord record) {
    int count = record.count(field);
    mix(count);
    if (field.type().kind() == FieldKind.TEXT) {
      for (int i = Math.min(field.locations(), 3); i >= 0; i--) {
        mix(record.text(field, i).hashCode());
      }
    } else {
      // Their order is the kernel's, so only how many there are is the same everywhere.
      mix(record.bytes(field).length);
      // Both ends of an array, and beyond them.
      for (int i = -1; i <= Math.min(count, 4); i++) {
        mix(record.integer(field, i));
      }
      mix(record.integer(field, count - 1));
    }
  }

  private void mix(long value) {
    digest = 31 * digest + value;
  }
}
