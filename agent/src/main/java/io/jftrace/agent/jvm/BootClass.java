// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.jvm;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;

/** Puts a class of the agent's where every class loader finds it: into {@code java.lang}. */
public final class BootClass {

  private BootClass() {}

  /**
   * Defines a class unless it is there. Outside of the agent's jar, where it has not been
   * relocated, it is an ordinary class, and nothing is to be done.
   *
   * @param name of a class in {@code io.jftrace.hook}, as a constant, which the build relocates
   */
  public static synchronized void define(Instrumentation instrumentation, String name)
      throws IOException, IllegalAccessException {
    if (name.startsWith("java.lang.") && !isDefined(name)) {
      JavaLang.lookup(instrumentation, Object.class).defineClass(bytes(name));
    }
  }

  private static boolean isDefined(String name) {
    try {
      Class.forName(name, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static byte[] bytes(String name) throws IOException {
    String resource = name.replace('.', '/') + ".class";
    try (InputStream in = BootClass.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException(resource);
      }
      return in.readAllBytes();
    }
  }
}
