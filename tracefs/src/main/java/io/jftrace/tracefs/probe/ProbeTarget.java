// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

/**
 * What a probe is set at, as the user wrote it.
 *
 * @param whole with the kind: {@code call:libc:malloc}
 * @param library a name or a path; null where it is the kernel
 * @param group the provider of a static probe, or the system of a tracepoint; null for others
 * @param name of the function, static probe or event; may be a glob
 * @param offset bytes from the function's beginning; null if there is none
 * @param end the static probe that ends an interval; null if there is none
 */
public record ProbeTarget(
    SpecPart whole,
    SpecPart library,
    SpecPart group,
    SpecPart name,
    SpecPart offset,
    SpecPart end) {

  /** Bytes from the function's beginning, 0 if none are given. */
  public long offsetBytes() {
    return offset == null ? 0 : Long.decode(offset.text());
  }
}
