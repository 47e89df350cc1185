// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import java.util.Locale;

/** What can be wrong with the data of a ring buffer. The rest of the sub-buffer is skipped. */
public enum Malformed {
  /** The sub-buffer is shorter than its header. */
  SUB_BUFFER_HEADER,

  /** The sub-buffer's header declares more data than there is. */
  SUB_BUFFER_SIZE,

  /** A record's header needs a second word, which is beyond the end of the data. */
  RECORD_HEADER,

  /** A record's length is less than its own length field, or goes beyond the end of the data. */
  RECORD_LENGTH,

  /** A discarded record's length is impossible. */
  PADDING_LENGTH,

  /** A record's time is later than the time at which it was read. */
  TIME_AHEAD,

  /** A record is shorter than the fixed fields of its event, or than the number of its event. */
  RECORD_TOO_SHORT,

  /** A record's event has no format. */
  UNKNOWN_EVENT,

  /** A field says that its values are outside of its record. */
  FIELD_OUTSIDE_RECORD;

  /** The label in metrics: lower-case words with underscores. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
