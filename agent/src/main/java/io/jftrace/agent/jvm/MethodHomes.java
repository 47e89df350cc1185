// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.jvm;

import java.io.IOException;

/** Tells which class a method is of. */
@FunctionalInterface
public interface MethodHomes {

  /**
   * Where a method comes from.
   *
   * @param className in the form of {@link Class#getName}
   * @param sourceFile null if it is not known
   */
  record Home(String className, String sourceFile) {}

  /**
   * Where that method comes from.
   *
   * @param methodId the tool interface's jmethodID
   * @throws IOException if its class has been unloaded
   */
  Home of(long methodId) throws IOException;
}
