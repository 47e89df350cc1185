// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.probes;

import io.jftrace.timeline.SpanRef;
import java.util.List;

/** The entry of a call, kept until its return; used again for another one. */
final class OpenCall {

  private final List<ProbeField> fields;
  private final long[] numbers;
  private final String[] texts;
  private long startNanos;
  private long stackPointer;
  private SpanRef span;

  OpenCall(List<ProbeField> entryFields) {
    this.fields = entryFields;
    this.numbers = new long[entryFields.size()];
    this.texts = new String[entryFields.size()];
  }

  /** Copies what was recorded, which is not valid for long. */
  void set(long timeNanos, long newStackPointer, SpanRef newSpan, ProbeValues values) {
    startNanos = timeNanos;
    stackPointer = newStackPointer;
    span = newSpan;
    for (int i = 0; i < numbers.length; i++) {
      if (fields.get(i).kind() == ProbeField.Kind.TEXT) {
        texts[i] = values.text(i);
      } else {
        numbers[i] = values.number(i);
      }
    }
  }

  long startNanos() {
    return startNanos;
  }

  long stackPointer() {
    return stackPointer;
  }

  SpanRef span() {
    return span;
  }

  long number(int index) {
    return numbers[index];
  }

  String text(int index) {
    return texts[index];
  }
}
