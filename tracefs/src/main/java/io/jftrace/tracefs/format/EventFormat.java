// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import java.util.List;

/**
 * An event's layout, from its {@code format} file.
 *
 * @param id the number that {@code common_type} has in its records
 * @param commonFields those that every event has: {@code common_type}, {@code common_flags}, …
 * @param fields the event's own
 * @param printFormat what follows {@code print fmt:}
 */
public record EventFormat(
    String name,
    int id,
    List<FormatField> commonFields,
    List<FormatField> fields,
    String printFormat) {

  public EventFormat {
    commonFields = List.copyOf(commonFields);
    fields = List.copyOf(fields);
  }

  /** The field of that name, common or own; null if there is none. */
  public FormatField find(String fieldName) {
    for (FormatField field : fields) {
      if (field.name().equals(fieldName)) {
        return field;
      }
    }
    for (FormatField field : commonFields) {
      if (field.name().equals(fieldName)) {
        return field;
      }
    }
    return null;
  }

  /**
   * The field of that name.
   *
   * @throws FormatException if there is none
   */
  public FormatField field(String fieldName) throws FormatException {
    FormatField field = find(fieldName);
    if (field == null) {
      throw new FormatException(
          "event " + name + " has no field " + fieldName + " on this kernel; it has " + names());
    }
    return field;
  }

  /**
   * The integer field of that name.
   *
   * @throws FormatException if there is none, or it is no integer of at most {@code maxBytes}
   */
  public FormatField integer(String fieldName, int maxBytes) throws FormatException {
    FormatField field = field(fieldName);
    if (!field.isInteger() || field.size() > maxBytes) {
      throw notUnderstood(field, "an integer of at most " + maxBytes + " bytes");
    }
    return field;
  }

  /**
   * The text field of that name.
   *
   * @throws FormatException if there is none, or it is no text
   */
  public FormatField text(String fieldName) throws FormatException {
    FormatField field = field(fieldName);
    if (field.type().kind() != FieldKind.TEXT) {
      throw notUnderstood(field, "text");
    }
    return field;
  }

  private FormatException notUnderstood(FormatField field, String wanted) {
    return new FormatException(
        "event " + name + " has another field than expected: " + field + " is not " + wanted);
  }

  /** The length in bytes that a record needs for all fields of fixed size. */
  public int minLength() {
    int length = 0;
    for (FormatField field : commonFields) {
      length = Math.max(length, field.offset() + field.size());
    }
    for (FormatField field : fields) {
      length = Math.max(length, field.offset() + field.size());
    }
    return length;
  }

  private List<String> names() {
    return fields.stream().map(FormatField::name).toList();
  }
}
