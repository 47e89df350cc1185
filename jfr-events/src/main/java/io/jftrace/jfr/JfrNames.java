// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import java.util.Set;

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
   * The name, with a {@code _} in front if it needs one.
   *
   * @param name letters, digits and _
   */
  static String of(String name) {
    boolean accepted = Character.isJavaIdentifierStart(name.charAt(0)) && !RESERVED.contains(name);
    return accepted ? name : "_" + name;
  }
}
