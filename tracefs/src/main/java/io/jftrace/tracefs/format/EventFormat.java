// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import java.util.List;

/**
 * An event's layout, from its {@code format} file.
 *
 * @param id the number that {@code common_type} has in its records
 * @param fields all fields, the common ones first
 * @param printFormat what follows {@code print fmt:}
 */
public record EventFormat(String name, int id, List<FormatField> fields, String printFormat) {

  public EventFormat {
    fields = List.copyOf(fields);
  }

  /**
   * The field of that name.
   *
   * @throws FormatException if there is none
   */
  public FormatField field(String fieldName) throws FormatException {
    for (FormatField field : fields) {
      if (field.name().equals(fieldName)) {
        return field;
      }
    }
    throw new FormatException(
        "event " + name + " has no field " + fieldName + " on this kernel; it has " + names());
  }

  /**
   * The integer field of that name.
   *
   * @throws FormatException if there is none, or it is no integer of at most {@code maxBytes}
   */
  public FormatField integer(String fieldName, int maxBytes) throws FormatException {
    FormatField field = field(fieldName);
    if (!field.isInteger() || field.size() > maxBytes) {
      throw new FormatException(
          "event " + name + " has a field that is not understood on this kernel: " + field);
    }
    return field;
  }

  /** The length in bytes that a record needs for all fields of fixed size. */
  public int minLength() {
    return fields.stream().mapToInt(f -> f.offset() + f.size()).max().orElse(0);
  }

  private List<String> names() {
    return fields.stream().map(FormatField::name).toList();
  }
}
