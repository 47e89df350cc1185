// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.ArrayList;
import java.util.List;

/** The arguments of an event that is set at a function, and the values that they record. */
final class Fetches {

  private final ProbeSpec spec;
  private final Registers registers;
  private final List<FetchArgument> arguments = new ArrayList<>();
  private final List<RecordedValue> values = new ArrayList<>();

  private Fetches(ProbeSpec spec, Registers registers) {
    this.spec = spec;
    this.registers = registers;
  }

  /** What the user wants to have of the entry. */
  static Fetches ofEntry(ProbeSpec spec, Registers registers) throws ProbeException {
    Fetches fetches = new Fetches(spec, registers);
    boolean isCall = spec.kind() == ProbeKind.CALL || spec.kind() == ProbeKind.KCALL;
    for (ProbeArgument argument : spec.arguments()) {
      if (!isCall || !argument.isAtReturn()) {
        fetches.add(argument);
      }
    }
    return fetches;
  }

  /** What the user wants to have of the return; what it returns in any case, if it is a call. */
  static Fetches ofReturn(ProbeSpec spec, Registers registers) throws ProbeException {
    Fetches fetches = new Fetches(spec, registers);
    boolean isCall = spec.kind() == ProbeKind.CALL || spec.kind() == ProbeKind.KCALL;
    for (ProbeArgument argument : spec.arguments()) {
      if (!isCall || argument.isAtReturn()) {
        fetches.add(argument);
      }
    }
    if (isCall && fetches.arguments.isEmpty()) {
      fetches.add(
          FetchArgument.value(ProbeArgument.RETVAL, "$retval", ArgumentType.S64, null), null);
    }
    return fetches;
  }

  List<FetchArgument> arguments() {
    return List.copyOf(arguments);
  }

  List<RecordedValue> values() {
    return List.copyOf(values);
  }

  private void add(ProbeArgument argument) throws ProbeException {
    String name = argument.name().text();
    ArgumentType type = argument.type();
    if (argument.isRetval()) {
      ArgumentType given = type == null ? ArgumentType.S64 : type;
      add(FetchArgument.value(name, "$retval", given, argument), null);
    } else if (argument.number() >= 0) {
      ArgumentType given = type == null ? ArgumentType.U64 : type;
      String operand = operand(argument, argument.number());
      add(FetchArgument.value(name, operand, given, argument), length(argument));
    } else {
      add(
          new FetchArgument(
              name, argument.fetch().text(), FetchTypes.ofOperand(argument), argument),
          null);
    }
  }

  private String length(ProbeArgument argument) throws ProbeException {
    if (argument.type() == null || argument.type().lengthArgument() < 0) {
      return null;
    }
    String field = HiddenNames.length(arguments.size());
    String operand = operand(argument, argument.type().lengthArgument());
    arguments.add(
        new FetchArgument(field, operand, ArgumentType.number(false, Integer.BYTES), argument));
    return field;
  }

  private String operand(ProbeArgument argument, int number) throws ProbeException {
    if (registers == null) {
      throw spec.bad(
          argument.fetch(),
          "where a function's arguments are is not known on " + System.getProperty("os.arch"));
    }
    return registers.argument(number);
  }

  private void add(FetchArgument argument, String lengthField) {
    arguments.add(argument);
    ValueType shown = FetchTypes.shown(argument.type());
    values.add(new RecordedValue(argument.name(), argument.name(), shown, lengthField));
  }
}
