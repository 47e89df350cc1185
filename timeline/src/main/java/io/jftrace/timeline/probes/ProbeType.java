// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.probes;

import java.util.List;
import java.util.stream.Stream;

/**
 * One of the user's probes. Compared by identity: the source makes one object for each.
 *
 * @param name by which outputs call it: letters, digits and _
 * @param place what is probed, in the user's words
 * @param isCall whether its hits are intervals, from an entry to a return
 * @param entryFields what is recorded when it is hit, or entered
 * @param returnFields what is recorded at the return; none if it is no call
 * @param maxShownPerSecond how many hits outputs show one by one; all are counted. 0 for no limit
 * @param entriesFiltered whether the kernel leaves out entries by a filter, but not their returns
 * @param group the word that the user wrote for several probes, this among them; empty if he wrote
 *     this one
 */
public record ProbeType(
    String name,
    String place,
    boolean isCall,
    List<ProbeField> entryFields,
    List<ProbeField> returnFields,
    long maxShownPerSecond,
    boolean entriesFiltered,
    String group) {

  public ProbeType {
    entryFields = List.copyOf(entryFields);
    returnFields = List.copyOf(returnFields);
  }

  /** One that the user wrote, whose entries are all recorded. */
  public ProbeType(
      String name,
      String place,
      boolean isCall,
      List<ProbeField> entryFields,
      List<ProbeField> returnFields,
      long maxShownPerSecond) {
    this(name, place, isCall, entryFields, returnFields, maxShownPerSecond, false, "");
  }

  /** All fields, those of the entry first, in the order of a hit's values. */
  public List<ProbeField> fields() {
    return Stream.concat(entryFields.stream(), returnFields.stream()).toList();
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
