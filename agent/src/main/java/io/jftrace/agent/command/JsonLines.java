// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FieldKind;
import io.jftrace.tracefs.format.FieldType;
import io.jftrace.tracefs.format.FormatField;
import io.jftrace.tracefs.print.RecordContext;
import io.jftrace.tracefs.ring.RecordHandler;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Records as JSON, one object a line, in ASCII; docs/decode.md describes it. */
final class JsonLines implements RecordHandler, Closeable {

  private final RecordContext context;
  private final JsonGenerator json;

  /** What was lost on a CPU before its next record. */
  private final Map<Integer, Long> lostByCpu = new HashMap<>();

  private final StringBuilder text = new StringBuilder();
  private long lines;

  JsonLines(RecordContext context, Writer out) throws IOException {
    this.context = context;
    this.json =
        JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build()
            .createGenerator(out)
            .setPrettyPrinter(new MinimalPrettyPrinter("\n"));
  }

  @Override
  public void lossBegan(int cpu, long timeNanos) {}

  @Override
  public void lossEnded(int cpu, long timeNanos, long count) {
    lostByCpu.put(cpu, count);
  }

  @Override
  public void record(int cpu, long timeNanos, ByteBuffer buffer, int offset, int lengthBytes) {
    if (context.load(buffer, offset, lengthBytes)) {
      try {
        print(cpu, timeNanos);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void print(int cpu, long timeNanos) throws IOException {
    json.writeStartObject();
    json.writeNumberField("cpu", cpu);
    json.writeNumberField("ts", timeNanos);
    json.writeStringField("comm", context.comm());
    json.writeNumberField("pid", context.pid());
    text.setLength(0);
    context.printFlags(text);
    json.writeStringField("flags", text.toString());
    json.writeStringField("event", context.format().name());
    json.writeObjectFieldStart("fields");
    for (FormatField field : context.format().fields()) {
      json.writeFieldName(field.name());
      print(context.record(), field);
    }
    json.writeEndObject();
    text.setLength(0);
    context.printText(text);
    json.writeStringField("text", text.toString());
    Long lost = lostByCpu.remove(cpu);
    if (lost != null) {
      json.writeNumberField("lost", lost);
    }
    json.writeEndObject();
    lines++;
  }

  private void print(EventRecord record, FormatField field) throws IOException {
    FieldType type = field.type();
    if (record.isTorn(field)) {
      json.writeNull();
    } else if (type.kind() == FieldKind.BYTES) {
      json.writeString(HexFormat.of().formatHex(record.bytes(field)));
    } else if (type.kind() == FieldKind.TEXT) {
      printTexts(record, field);
    } else if (type.array()) {
      printArray(record, field);
    } else {
      printNumber(type, record.integer(field));
    }
  }

  private void printTexts(EventRecord record, FormatField field) throws IOException {
    if (field.locations() == 1) {
      json.writeString(record.text(field));
      return;
    }
    json.writeStartArray();
    for (int i = 0; i < field.locations(); i++) {
      json.writeString(record.text(field, i));
    }
    json.writeEndArray();
  }

  private void printArray(EventRecord record, FormatField field) throws IOException {
    int count = record.count(field);
    json.writeStartArray();
    for (int i = 0; i < count; i++) {
      printNumber(field.type(), record.integer(field, i));
    }
    json.writeEndArray();
  }

  private void printNumber(FieldType type, long value) throws IOException {
    if (type.kind() == FieldKind.BOOL) {
      json.writeBoolean(value != 0);
    } else if (type.signed() || value >= 0) {
      json.writeNumber(value);
    } else {
      json.writeNumber(Long.toUnsignedString(value));
    }
  }

  /** Ends the last line, and passes on what has not been; the writer stays open. */
  @Override
  public void close() throws IOException {
    if (lines > 0) {
      json.writeRaw('\n');
    }
    json.flush();
  }
}
