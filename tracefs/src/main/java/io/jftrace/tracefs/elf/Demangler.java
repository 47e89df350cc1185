// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

import io.jftrace.tracefs.linux.CxxNames;

/** Names of C++ functions as their authors wrote them. Any thread. */
public final class Demangler {

  /** Otherwise names of types are taken as well: {@code i} is int. */
  private static final String MANGLED = "_Z";

  /** The C++ runtime may need some hundred bytes of the thread's stack for each character. */
  private static final int MAX_CHARACTERS = 1024;

  private Demangler() {}

  /**
   * For example {@code JavaThread::run()} for {@code _ZN10JavaThread3runEv}. Takes a microsecond or
   * two.
   *
   * @return null if it is no mangled name, a very long one, or the machine has no C++ runtime
   */
  public static String demangle(String mangled) {
    return mangled.startsWith(MANGLED) && mangled.length() <= MAX_CHARACTERS
        ? CxxNames.demangle(mangled)
        : null;
  }
}
