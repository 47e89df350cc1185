// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import io.jftrace.tracefs.elf.UsdtArgument;
import io.jftrace.tracefs.elf.UsdtSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The arguments of a static probe's event. It may have several places with the arguments elsewhere;
 * the event has the same fields at all of them.
 */
final class UsdtFetches {

  private final ProbeSpec spec;
  private final Registers registers;
  private final List<UsdtSite> sites;

  /** For each site. */
  private final List<List<FetchArgument>> arguments = new ArrayList<>();

  private final List<RecordedValue> values = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  UsdtFetches(ProbeSpec spec, Registers registers, List<UsdtSite> sites) throws ProbeException {
    this(spec, registers, sites, Set.of());
  }

  /**
   * Looks them up.
   *
   * @param known what is left out of the default arguments
   */
  UsdtFetches(ProbeSpec spec, Registers registers, List<UsdtSite> sites, Set<String> known)
      throws ProbeException {
    this.spec = spec;
    this.registers = registers;
    this.sites = sites;
    sites.forEach(site -> arguments.add(new ArrayList<>()));
    if (spec.arguments().isEmpty()) {
      for (ProbeArgument argument : DefaultArguments.of(sites.get(0))) {
        if (!known.contains(argument.name().text())) {
          addIfPossible(argument);
        }
      }
    } else {
      for (ProbeArgument argument : spec.arguments()) {
        addWanted(argument);
      }
    }
  }

  EventPlan plan(List<String> places) {
    List<ProbeSite> planned = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      planned.add(new ProbeSite(places.get(i), arguments.get(i)));
    }
    return new EventPlan(null, false, planned, List.copyOf(values), null);
  }

  /** The names of those that the kernel cannot fetch. */
  List<String> leftOut() {
    return leftOut;
  }

  private void addIfPossible(ProbeArgument argument) {
    String name = argument.name().text();
    int number = argument.number();
    if (number >= fewestArguments()) {
      return;
    }
    if (operands(number) == null) {
      leftOut.add(name);
      return;
    }
    ArgumentType type = argument.type() == null ? CommonType.of(sites, number) : argument.type();
    int counted = argument.type() == null ? -1 : argument.type().lengthArgument();
    String length = counted < 0 || operands(counted) == null ? null : addLength(counted, null);
    add(name, number, type, length, null);
  }

  private void addWanted(ProbeArgument argument) throws ProbeException {
    String name = argument.name().text();
    int number = argument.number();
    if (number < 0) {
      addRaw(argument);
      return;
    }
    check(argument, number);
    ArgumentType type = argument.type() == null ? CommonType.of(sites, number) : argument.type();
    String length = null;
    if (type.lengthArgument() >= 0) {
      check(argument, type.lengthArgument());
      length = addLength(type.lengthArgument(), argument);
    }
    add(name, number, type, length, argument);
  }

  private void check(ProbeArgument argument, int number) throws ProbeException {
    int count = fewestArguments();
    SpecPart part = argument.number() == number ? argument.fetch() : argument.typeText();
    if (number >= count) {
      String last = count == 0 ? "none" : count == 1 ? "arg0" : "arg0 to arg" + (count - 1);
      throw spec.bad(
          part, sites.get(0).name() + " has no argument arg" + number + "; it has " + last);
    }
    if (operands(number) == null) {
      throw spec.bad(
          part, "the kernel cannot fetch arg" + number + ", which is in " + unfetched(number));
    }
  }

  private int fewestArguments() {
    return sites.stream().mapToInt(site -> site.arguments().size()).min().orElse(0);
  }

  private void addRaw(ProbeArgument argument) {
    FetchArgument fetch =
        new FetchArgument(
            argument.name().text(),
            argument.fetch().text(),
            FetchTypes.ofOperand(argument),
            argument);
    arguments.forEach(site -> site.add(fetch));
    value(fetch.name(), fetch.type(), null);
  }

  private String addLength(int number, ProbeArgument written) {
    String field = HiddenNames.length(arguments.get(0).size());
    addFetches(field, number, CommonType.of(sites, number), written);
    return field;
  }

  private void add(
      String name, int number, ArgumentType type, String length, ProbeArgument written) {
    addFetches(name, number, type, written);
    value(name, type, length);
  }

  private void addFetches(String name, int number, ArgumentType type, ProbeArgument written) {
    List<String> operands = operands(number);
    for (int i = 0; i < sites.size(); i++) {
      arguments.get(i).add(FetchArgument.value(name, operands.get(i), type, written));
    }
  }

  private void value(String name, ArgumentType type, String length) {
    values.add(new RecordedValue(name, name, FetchTypes.shown(type), length));
  }

  /** An argument's operand at each site; null if one of them cannot be fetched. */
  private List<String> operands(int number) {
    List<String> operands = new ArrayList<>();
    for (UsdtSite site : sites) {
      String operand = number < site.arguments().size() ? operand(site, number) : null;
      if (operand == null) {
        return null;
      }
      operands.add(operand);
    }
    return operands;
  }

  private String operand(UsdtSite site, int number) {
    UsdtArgument argument = site.arguments().get(number);
    return registers == null || argument.isFloat() ? null : registers.operand(argument.operand());
  }

  private String unfetched(int number) {
    return sites.stream()
        .filter(site -> operand(site, number) == null)
        .map(site -> site.arguments().get(number).operand())
        .findFirst()
        .orElse("");
  }
}
