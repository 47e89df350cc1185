// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.List;

/**
 * A probe as the user specified it: {@code [NAME=]KIND:TARGET [ARG=FETCH[:TYPE]]... [/FILTER/]
 * [rate=N]}. docs/probes.md has the grammar.
 *
 * @param text all of it, as written; columns are places in it
 * @param name null if none is given
 * @param filter without its slashes; null if there is none
 * @param maxShownPerSecond 0 for no limit
 */
public record ProbeSpec(
    String text,
    SpecPart name,
    ProbeKind kind,
    ProbeTarget target,
    List<ProbeArgument> arguments,
    SpecPart filter,
    long maxShownPerSecond) {

  public ProbeSpec {
    arguments = List.copyOf(arguments);
  }

  /**
   * Reads one specification.
   *
   * @throws ProbeException if it is none; it says where
   */
  public static ProbeSpec parse(String text) throws ProbeException {
    return new SpecParser(text).parse();
  }

  /**
   * The specifications of a list that has {@code ;} between them, but for those within quotes or a
   * filter. Empty ones are left out, and quotes around a whole one.
   */
  public static List<String> split(String list) {
    return new SpecSplitter(list).split();
  }

  /** What is wrong with a part of it. */
  ProbeException bad(SpecPart part, String message) {
    return new ProbeException(message, text, part.column());
  }
}
