// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

/**
 * A value that a probe's event records.
 *
 * @param name as the user calls it
 * @param field of the event's format that has it
 * @param lengthField the field that has the length of the text in bytes, where it does not end with
 *     a zero byte; null otherwise
 */
public record RecordedValue(String name, String field, ValueType type, String lengthField) {}
