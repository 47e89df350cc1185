// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.probes;

/**
 * The values that one hit recorded, in the order of {@link ProbeType#entryFields} or, at a return,
 * {@link ProbeType#returnFields}. Valid during the call that passes it only.
 */
public interface ProbeValues {

  /** A value that is no text. */
  long number(int index);

  /** A text; what could not be read is "(fault)", as the kernel has it. */
  String text(int index);
}
