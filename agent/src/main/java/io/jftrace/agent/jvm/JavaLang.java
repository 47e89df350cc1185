// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.jvm;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Map;
import java.util.Set;

/** Opens {@code java.lang} to the agent's own class loader, and to nobody else. */
public final class JavaLang {

  private JavaLang() {}

  /**
   * A lookup with private access to a class of {@code java.lang}.
   *
   * @throws IllegalAccessException if the JVM does not let it be opened
   */
  public static Lookup lookup(Instrumentation instrumentation, Class<?> target)
      throws IllegalAccessException {
    Module self = JavaLang.class.getModule();
    Map<String, Set<Module>> opened = Map.of("java.lang", Set.of(self));
    instrumentation.redefineModule(
        Object.class.getModule(), Set.of(), Map.of(), opened, Set.of(), Map.of());
    return MethodHandles.privateLookupIn(target, MethodHandles.lookup());
  }
}
