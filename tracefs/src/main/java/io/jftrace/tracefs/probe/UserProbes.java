// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import io.jftrace.tracefs.elf.ElfFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The probes of functions in user space that a specification names. */
final class UserProbes {

  /** With it begin the names of C++ functions. */
  private static final String CPP = "_Z";

  private static final String LIBJVM = "libjvm.so";

  private final ProbeSpec spec;
  private final ProbedFile file;
  private final Registers registers;

  UserProbes(ProbeSpec spec, ProbedFile file, Registers registers) {
    this.spec = spec;
    this.file = file;
    this.registers = registers;
  }

  List<PlannedProbe> plan() throws IOException {
    Map<String, List<ElfFunction>> functions = new FunctionPlaces(file.image(), spec).find();
    List<PlannedProbe> planned = new ArrayList<>();
    for (Map.Entry<String, List<ElfFunction>> function : functions.entrySet()) {
      planned.add(plan(function.getKey(), function.getValue()));
    }
    return planned;
  }

  private PlannedProbe plan(String function, List<ElfFunction> places) throws IOException {
    List<Long> offsets = new ArrayList<>();
    for (ElfFunction place : places) {
      offsets.add(offset(place));
    }
    List<String> where = offsets.stream().map(file::place).toList();
    String place = PlaceText.of(spec, function);
    ProbeCost cost = file.cost(offsets);
    return switch (spec.kind()) {
      case CALL -> {
        EventPlan entry = EventPlan.at(where, false, true, Fetches.ofEntry(spec, registers));
        EventPlan exit = EventPlan.at(where, true, true, Fetches.ofReturn(spec, registers));
        yield new PlannedProbe(function, place, entry, exit, cost, notices(places));
      }
      case URETPROBE -> {
        EventPlan hit = EventPlan.at(where, true, false, Fetches.ofReturn(spec, registers));
        yield new PlannedProbe(function, place, hit, null, cost, notices(places));
      }
      default -> {
        EventPlan hit = EventPlan.at(where, false, false, Fetches.ofEntry(spec, registers));
        yield new PlannedProbe(function, place, hit, null, cost, List.of());
      }
    };
  }

  private long offset(ElfFunction function) throws IOException {
    SpecPart offset = spec.target().offset();
    if (offset == null) {
      return file.entry(function.fileOffset());
    }
    long bytes = spec.target().offsetBytes();
    if (function.sizeBytes() > 0 && bytes >= function.sizeBytes()) {
      throw spec.bad(
          offset,
          "offset "
              + offset.text()
              + " is outside of "
              + function.name()
              + ", which has "
              + function.sizeBytes()
              + " bytes");
    }
    if (!file.image().contains(function.fileOffset() + bytes)) {
      throw spec.bad(offset, "offset " + offset.text() + " is outside of the library's code");
    }
    if (!file.image().isInstruction(function, bytes)) {
      throw spec.bad(
          offset,
          "offset "
              + offset.text()
              + " is within an instruction of "
              + function.name()
              + ": a probe there would change the program");
    }
    return function.fileOffset() + bytes;
  }

  /** HotSpot, which has no exceptions of C++, is not in danger. */
  private List<String> notices(List<ElfFunction> places) {
    boolean isCpp = places.stream().anyMatch(place -> place.name().startsWith(CPP));
    String library = file.path().getFileName().toString();
    return !isCpp || library.equals(LIBJVM)
        ? List.of()
        : List.of(
            "returns of C++ functions of "
                + library
                + " are probed: an exception that passes through one would end the process");
  }
}
