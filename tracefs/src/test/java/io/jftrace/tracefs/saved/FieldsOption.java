// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.saved;

import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.EventFormats;
import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FieldKind;
import io.jftrace.tracefs.format.FieldType;
import io.jftrace.tracefs.format.FormatField;
import io.jftrace.tracefs.ring.RecordHandler;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints records as the kernel does with {@code options/fields}: every field, whatever print fmt
 * shows of it (print_fields in kernel/trace/trace_output.c, Linux 6.18).
 */
final class FieldsOption implements RecordHandler {

  private final EventFormats formats;
  private final EventRecord record = new EventRecord();
  private final List<String> lines = new ArrayList<>();

  FieldsOption(EventFormats formats) {
    this.formats = formats;
  }

  /** The lines without what is before the event's name. */
  List<String> lines() {
    return lines;
  }

  @Override
  public void record(int cpu, long timeNanos, ByteBuffer buffer, int offset, int lengthBytes) {
    EventFormat format = formats.byId(buffer.getShort(offset) & 0xffff).format();
    record.set(buffer, offset, lengthBytes);
    StringBuilder line = new StringBuilder(format.name()).append(':');
    for (FormatField field : format.fields()) {
      line.append(' ').append(field.name()).append('=').append(value(field));
    }
    lines.add(line.toString());
  }

  private String value(FormatField field) {
    FieldType type = field.type();
    if (record.isTorn(field)) {
      return "<OVERFLOW>";
    }
    if (type.kind() == FieldKind.TEXT) {
      return record.text(field);
    }
    if (type.declaration().matches("(const )?char \\*")) {
      // The kernel prints an address of its own memory, which is in no record.
      return "(0x)";
    }
    if (type.declaration().startsWith("__data_loc ")) {
      return hex(record.bytes(field));
    }
    return number(record.bytes(field));
  }

  private static String hex(byte[] bytes) {
    StringBuilder hex = new StringBuilder();
    for (byte b : bytes) {
      hex.append(hex.length() == 0 ? "" : ",").append("%02x".formatted(b));
    }
    return hex.toString();
  }

  /** The kernel goes by the size alone: an array of four bytes is a number, too. */
  private static String number(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    return switch (bytes.length) {
      case 1 -> oneByte(bytes[0] & 0xff);
      case 2 -> "0x%x (%d)".formatted(buffer.getShort(0), buffer.getShort(0) & 0xffff);
      case 4 -> "0x%x (%d)".formatted(buffer.getInt(0), buffer.getInt(0));
      case 8 -> "0x%x (%d)".formatted(buffer.getLong(0), buffer.getLong(0));
      default -> "<INVALID-SIZE>";
    };
  }

  private static String oneByte(int value) {
    String number = "(" + value + ")";
    return value >= ' ' && value < 0x7f ? "'" + (char) value + "'" + number : number;
  }

  @Override
  public void lossBegan(int cpu, long timeNanos) {}

  @Override
  public void lossEnded(int cpu, long timeNanos, long count) {}
}
