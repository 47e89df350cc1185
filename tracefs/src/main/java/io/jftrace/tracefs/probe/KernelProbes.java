// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.List;

/** The probes of a function of the kernel; whether there is one is the kernel's to say. */
final class KernelProbes {

  private final ProbeSpec spec;
  private final Registers registers;

  KernelProbes(ProbeSpec spec, Registers registers) {
    this.spec = spec;
    this.registers = registers;
  }

  List<PlannedProbe> plan() throws ProbeException {
    SpecPart name = spec.target().name();
    if (Glob.isGlob(name.text())) {
      throw spec.bad(name, "a function of the kernel is named in full, without * and ?");
    }
    SpecPart offset = spec.target().offset();
    List<String> where = List.of(name.text() + (offset == null ? "" : "+" + offset.text()));
    boolean isCall = spec.kind() == ProbeKind.KCALL;
    boolean isReturn = spec.kind() == ProbeKind.KRETPROBE;
    Fetches first = isReturn ? Fetches.ofReturn(spec, registers) : Fetches.ofEntry(spec, registers);
    EventPlan entry = EventPlan.at(where, isReturn, isCall, first);
    EventPlan exit =
        isCall ? EventPlan.at(where, true, true, Fetches.ofReturn(spec, registers)) : null;
    return List.of(
        new PlannedProbe(
            name.text(),
            spec.target().whole().text(),
            entry,
            exit,
            ProbeCost.OF_KERNEL,
            List.of()));
  }
}
