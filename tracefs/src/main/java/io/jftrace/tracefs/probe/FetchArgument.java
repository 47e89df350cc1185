// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

/**
 * An argument of a definition: {@code name=operand:type} (Documentation/trace/uprobetracer.rst).
 *
 * @param operand as the kernel fetches it
 * @param type null for the kernel's default
 * @param written by the user; null if it is added to what he wrote
 */
record FetchArgument(String name, String operand, ArgumentType type, ProbeArgument written) {

  /** What a register has, or, of a text, what it points to. */
  static FetchArgument value(
      String name, String operand, ArgumentType type, ProbeArgument written) {
    String fetched = type.isText() ? Registers.memory("", operand) : operand;
    return new FetchArgument(name, fetched, type, written);
  }

  void appendTo(KernelCommand command, SpecPart whole) {
    SpecPart nameOrigin = written == null ? whole : written.name();
    SpecPart fetchOrigin = written == null ? whole : written.fetch();
    command.madeOf(nameOrigin, " ").madeOf(nameOrigin, name + "=");
    append(command, fetchOrigin, operand);
    if (type != null) {
      SpecPart typeOrigin =
          written == null || written.typeText() == null ? fetchOrigin : written.typeText();
      command.madeOf(typeOrigin, ":");
      append(command, typeOrigin, type.kernelWord());
    }
  }

  private static void append(KernelCommand command, SpecPart origin, String text) {
    if (origin.text().equals(text)) {
      command.copy(origin);
    } else {
      command.madeOf(origin, text);
    }
  }
}
