// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

/**
 * A piece of a probe's specification.
 *
 * @param column where it begins in the specification, from 0
 */
public record SpecPart(String text, int column) {

  /** From one index of it to another. */
  SpecPart part(int begin, int end) {
    return new SpecPart(text.substring(begin, end), column + begin);
  }

  SpecPart from(int begin) {
    return part(begin, text.length());
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  int end() {
    return column + text.length();
  }
}
