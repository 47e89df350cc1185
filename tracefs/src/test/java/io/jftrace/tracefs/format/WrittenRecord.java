// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A record that is written as the kernel would, by the text of its format alone, and the values
 * that were written: a list of numbers, or a text, or bytes, by field.
 */
final class WrittenRecord {

  private static final int CAPACITY = 4096;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz/_-:0123456789äß";

  final Map<String, List<Object>> values = new LinkedHashMap<>();
  final ByteBuffer buffer;

  private final SplittableRandom random;
  private final int wordBytes;
  private int end;

  WrittenRecord(FormatText format, int wordBytes, ByteOrder order, SplittableRandom random) {
    this.wordBytes = wordBytes;
    this.random = random;
    buffer = ByteBuffer.allocate(CAPACITY).order(order);
    List<FormatText.Line> lines = format.lines();
    end = lines.stream().mapToInt(FormatText.Line::end).max().orElse(0);
    for (FormatText.Line line : lines) {
      values.put(line.name(), write(line));
    }
  }

  int length() {
    return end;
  }

  private List<Object> write(FormatText.Line line) {
    if (line.isLocation()) {
      List<Object> all = new ArrayList<>();
      for (int at = line.offset(); at < line.end(); at += 4) {
        all.addAll(writeElsewhere(line, at));
      }
      return all;
    }
    if (line.size() == 0) {
      int bytes = random.nextInt(6) * elementBytes(line.elementType());
      end = line.offset() + bytes;
      return writeAt(line, line.offset(), bytes, elementBytes(line.elementType()));
    }
    return writeAt(line, line.offset(), line.size(), line.size() / count(line));
  }

  private int count(FormatText.Line line) {
    if (line.bound() == null) {
      return 1;
    }
    return line.bound().isEmpty()
        ? line.size() / elementBytes(line.elementType())
        : Integer.parseInt(line.bound());
  }

  /** At the record's end, and where that is, at the field's place. */
  private List<Object> writeElsewhere(FormatText.Line line, int at) {
    int elementBytes = elementBytes(line.elementType());
    int bytes = random.nextInt(9) * elementBytes;
    int from = end;
    end += bytes;
    int base = line.isDataLoc() ? 0 : at + 4;
    buffer.putInt(at, (from - base) | bytes << 16);
    return writeAt(line, from, bytes, elementBytes);
  }

  private List<Object> writeAt(FormatText.Line line, int at, int bytes, int elementBytes) {
    if (line.elementType().equals("char") && (line.isArray() || line.size() == 0)) {
      return List.of(writeText(at, bytes));
    }
    List<Object> numbers = new ArrayList<>();
    for (int i = 0; i < bytes; i += elementBytes) {
      numbers.add(writeNumber(at + i, elementBytes, line.signed()));
    }
    return numbers;
  }

  /** Shorter than its space, and ended by a zero byte; or the whole of it. */
  private String writeText(int at, int bytes) {
    StringBuilder text = new StringBuilder();
    int used = 0;
    while (random.nextInt(20) != 0) {
      char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
      byte[] encoded = String.valueOf(letter).getBytes(StandardCharsets.UTF_8);
      if (used + encoded.length > bytes) {
        break;
      }
      buffer.put(at + used, encoded);
      used += encoded.length;
      text.append(letter);
    }
    for (int i = used; i < bytes; i++) {
      // Behind the end is what was there before.
      buffer.put(at + i, i == used ? 0 : (byte) random.nextInt());
    }
    return text.toString();
  }

  /** Byte by byte, by hand: the reader's own way must not be the measure of it. */
  private Object writeNumber(int at, int bytes, boolean signed) {
    long bits = random.nextLong() >> random.nextInt(64);
    for (int i = 0; i < bytes; i++) {
      boolean little = buffer.order() == ByteOrder.LITTLE_ENDIAN;
      buffer.put(at + i, (byte) (bits >> (8 * (little ? i : bytes - 1 - i))));
    }
    int unused = 64 - 8 * bytes;
    return signed ? bits << unused >> unused : bits << unused >>> unused;
  }

  private int elementBytes(String type) {
    return switch (type) {
      case "char", "u8", "unsigned char" -> 1;
      case "s16" -> 2;
      case "u32", "int", "unsigned int" -> 4;
      case "u64" -> 8;
      case "unsigned long", "cpumask_t" -> wordBytes;
      default -> throw new IllegalArgumentException("size of " + type + "?");
    };
  }
}
