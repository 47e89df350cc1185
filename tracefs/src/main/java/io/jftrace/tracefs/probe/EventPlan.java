// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.List;
import java.util.stream.Stream;

/**
 * An event that is to be recorded.
 *
 * @param existing the event, if it is one of the kernel's; null if it is to be defined
 * @param isReturn whether it is set at the return of a function
 * @param sites where it is to be defined
 */
record EventPlan(
    String existing,
    boolean isReturn,
    List<ProbeSite> sites,
    List<RecordedValue> values,
    String stackPointerField) {

  /** The hidden argument of both events of a call, by which they are paired. */
  private static final String STACK_POINTER = "sp__";

  private static final FetchArgument STACK =
      new FetchArgument(STACK_POINTER, "$stack", ArgumentType.U64, null);

  /** One of the kernel's own. */
  static EventPlan existing(String event, List<RecordedValue> values) {
    return new EventPlan(event, false, List.of(), values, null);
  }

  /** One where all places have the same arguments. */
  static EventPlan at(
      List<String> places, boolean isReturn, boolean withStackPointer, Fetches fetches) {
    List<FetchArgument> arguments = fetches.arguments();
    List<FetchArgument> all =
        withStackPointer ? Stream.concat(arguments.stream(), Stream.of(STACK)).toList() : arguments;
    return new EventPlan(
        null,
        isReturn,
        places.stream().map(place -> new ProbeSite(place, all)).toList(),
        fetches.values(),
        withStackPointer ? STACK_POINTER : null);
  }
}
