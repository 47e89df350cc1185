// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventFormats;
import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FormatParser;
import io.jftrace.tracefs.ring.SubBufferLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** An event with fields and a {@code print fmt:}, and one record of it. */
final class Sample {

  private final String printFormat;
  private final StringBuilder fields = new StringBuilder();
  private String system = "test";
  private String name = "event";
  private SubBufferLayout layout = new SubBufferLayout(8, ByteOrder.LITTLE_ENDIAN);
  private KernelFacts facts = KernelFacts.UNKNOWN;
  private ByteBuffer record = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
  private int end = 8;

  /** Where values of dynamic arrays go. */
  private int dynamicEnd = 1024;

  private Sample(String printFormat) {
    this.printFormat = printFormat;
  }

  static Sample of(String printFormat) {
    return new Sample(printFormat);
  }

  /** The text of an event without a record's values. */
  static String text(String printFormat) throws Exception {
    return of(printFormat).text();
  }

  Sample event(String newSystem, String newName) {
    system = newSystem;
    name = newName;
    return this;
  }

  Sample layout(int wordBytes, ByteOrder order) {
    layout = new SubBufferLayout(wordBytes, order);
    record = record.order(order);
    return this;
  }

  Sample facts(KernelFacts newFacts) {
    facts = newFacts;
    return this;
  }

  Sample symbols(KernelSymbols symbols) {
    return facts(new KernelFacts(facts.release(), facts.ticksPerSecond(), symbols));
  }

  /** A number of a type whose name says all: {@code s8} to {@code u64}, {@code bool}, a pointer. */
  Sample with(String type, String field, long value) {
    int bytes =
        switch (type) {
          case "bool", "u8", "s8" -> 1;
          case "u16", "s16" -> 2;
          case "u32", "s32" -> 4;
          case "u64", "s64" -> 8;
          default -> layout.wordBytes();
        };
    declare(type + " " + field, bytes, type.startsWith("s"));
    switch (bytes) {
      case 1 -> record.put(end, (byte) value);
      case 2 -> record.putShort(end, (short) value);
      case 4 -> record.putInt(end, (int) value);
      default -> record.putLong(end, value);
    }
    end += bytes;
    return this;
  }

  Sample bytes(String field, int... values) {
    declare("u8 " + field + "[" + values.length + "]", values.length, false);
    for (int value : values) {
      record.put(end++, (byte) value);
    }
    return this;
  }

  Sample words(String field, int... values) {
    declare("u32 " + field + "[" + values.length + "]", 4 * values.length, false);
    for (int value : values) {
      record.putInt(end, value);
      end += 4;
    }
    return this;
  }

  Sample text(String field, int size, String value) {
    declare("char " + field + "[" + size + "]", size, false);
    record.put(end, value.getBytes(StandardCharsets.UTF_8));
    end += size;
    return this;
  }

  /** A text that is elsewhere in the record, its end behind it. */
  Sample storedText(String field, String value) {
    return stored("char", field, (value + "\0").getBytes(StandardCharsets.UTF_8));
  }

  Sample stored(String type, String field, byte... values) {
    declare("__data_loc " + type + "[] " + field, 4, false);
    record.putInt(end, values.length << 16 | dynamicEnd);
    record.put(dynamicEnd, values);
    dynamicEnd += values.length;
    end += 4;
    return this;
  }

  private void declare(String declaration, int bytes, boolean signed) {
    fields.append(
        "\tfield:%s;\toffset:%d;\tsize:%d;\tsigned:%d;\n"
            .formatted(declaration, end, bytes, signed ? 1 : 0));
  }

  /** A field that the rest of the record is; nothing can be behind it. */
  Sample rest(String declaration, byte... values) {
    declare(declaration, 0, false);
    record.put(end, values);
    end += values.length;
    dynamicEnd = end;
    return this;
  }

  EventText compiled() throws Exception {
    String text =
        "name: %s\nID: 1\nformat:\n%s\nprint fmt: %s\n".formatted(name, fields, printFormat);
    return EventText.of(
        new EventFormats.Event(system, FormatParser.parse(text, layout.wordBytes())),
        layout,
        facts);
  }

  /** All that is printed. */
  String line() throws Exception {
    return print(compiled());
  }

  String print(EventText compiled) {
    StringBuilder out = new StringBuilder();
    compiled.print(new EventRecord().set(record, 0, dynamicEnd), out);
    return out.toString();
  }

  /** What is behind the event's name. */
  String text() throws Exception {
    EventText compiled = compiled();
    if (!compiled.isUnderstood()) {
      throw new AssertionError(compiled.problem());
    }
    return print(compiled).substring((name + ": ").length());
  }
}
