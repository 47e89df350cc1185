// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import io.jftrace.tracefs.elf.UsdtArgument;
import io.jftrace.tracefs.elf.UsdtSite;
import java.util.List;

/** The type of a static probe's argument that suits all of its places. */
final class CommonType {

  private CommonType() {}

  /**
   * Constants take any type. Where others have several sizes it is the smallest: the bytes that it
   * leaves out are seldom used, while those behind a smaller one are something else.
   */
  static ArgumentType of(List<UsdtSite> sites, int number) {
    List<UsdtArgument> all = sites.stream().map(site -> site.arguments().get(number)).toList();
    List<UsdtArgument> variable = all.stream().filter(argument -> !isConstant(argument)).toList();
    List<UsdtArgument> deciding = variable.isEmpty() ? all : variable;
    int size = deciding.stream().mapToInt(UsdtArgument::sizeBytes).min().orElse(Long.BYTES);
    return ArgumentType.number(deciding.stream().anyMatch(UsdtArgument::signed), size);
  }

  private static boolean isConstant(UsdtArgument argument) {
    return argument.operand().matches("[$#]?-?\\d+");
  }
}
