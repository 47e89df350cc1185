// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Names that JFR accepts: Java's identifiers. For others it would show those of our classes. */
final class JfrNames {

  /** The Java Language Specification, 3.9; JDK 17 accepts these, JDK 25 does not. */
  private static final Set<String> RESERVED =
      Set.of(
          "_ abstract assert boolean break byte case catch char class const continue default do"
              .concat(" double else enum extends final finally float for goto if implements import")
              .concat(" instanceof int interface long native new package private protected public")
              .concat(" return short static strictfp super switch synchronized this throw throws")
              .concat(" transient try void volatile while true false null")
              .split(" "));

  private JfrNames() {}

  /**
   * The names, each with a {@code _} in front if it needs one, or more if another has that name.
   *
   * @param names letters, digits and _; no two the same
   */
  static List<String> of(List<String> names) {
    Set<String> taken = names.stream().filter(JfrNames::isAccepted).collect(Collectors.toSet());
    return names.stream().map(name -> isAccepted(name) ? name : free("_" + name, taken)).toList();
  }

  private static String free(String name, Set<String> taken) {
    return taken.add(name) ? name : free("_" + name, taken);
  }

  private static boolean isAccepted(String name) {
    return Character.isJavaIdentifierStart(name.charAt(0)) && !RESERVED.contains(name);
  }
}
