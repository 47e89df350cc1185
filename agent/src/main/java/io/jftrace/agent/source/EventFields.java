// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.FieldType;
import io.jftrace.tracefs.format.FormatException;
import io.jftrace.tracefs.format.FormatField;
import io.jftrace.tracefs.format.Placement;

/** Offsets of fields that are read without looking at their size: it is checked here, once. */
final class EventFields {

  /** TRACE_FLAG_HARDIRQ, _SOFTIRQ and _NMI, include/linux/trace_events.h. */
  private static final int INTERRUPT_FLAGS = 0x08 | 0x10 | 0x40;

  private EventFields() {}

  /** The offset of a field that holds a tid. */
  static int tid(EventFormat format, String name) throws FormatException {
    return offset(format, format.integer(name, Integer.BYTES), Integer.BYTES);
  }

  /** The offset of what every record has, for {@link #inInterrupt}. */
  static int flags(EventFormat format) throws FormatException {
    return offset(format, format.integer("common_flags", Byte.BYTES), Byte.BYTES);
  }

  /** Whether an interrupt did it, and not the thread that had the CPU. */
  static boolean inInterrupt(byte flags) {
    return (flags & INTERRUPT_FLAGS) != 0;
  }

  /** The offset of a field that holds a {@code long} of the kernel, which has 64 bits. */
  static int word(EventFormat format, String name) throws FormatException {
    return offset(format, format.integer(name, Long.BYTES), Long.BYTES);
  }

  /** The offset of an array of {@code long}s of the kernel, {@code count} at least. */
  static int words(EventFormat format, String name, int count) throws FormatException {
    FormatField field = format.field(name);
    FieldType type = field.type();
    boolean understood =
        type.placement() == Placement.INLINE
            && type.array()
            && type.isNumber()
            && type.elementBytes() == Long.BYTES
            && field.size() >= count * Long.BYTES;
    if (!understood) {
      throw unexpected(format, field);
    }
    return field.offset();
  }

  private static int offset(EventFormat format, FormatField field, int size)
      throws FormatException {
    if (field.size() != size) {
      throw unexpected(format, field);
    }
    return field.offset();
  }

  private static FormatException unexpected(EventFormat format, FormatField field) {
    return new FormatException("event " + format.name() + ": unexpected size of " + field);
  }
}
