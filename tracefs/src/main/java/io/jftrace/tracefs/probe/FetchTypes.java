// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

/** Types of what is fetched as the kernel writes it. */
final class FetchTypes {

  private FetchTypes() {}

  /** The user's type, or a number; null for the thread's name, whose type the kernel knows. */
  static ArgumentType ofOperand(ProbeArgument argument) {
    boolean isText = argument.fetch().text().equals("$comm");
    return argument.type() == null && !isText ? ArgumentType.U64 : argument.type();
  }

  static ValueType shown(ArgumentType type) {
    return type == null ? ValueType.TEXT : type.valueType();
  }
}
