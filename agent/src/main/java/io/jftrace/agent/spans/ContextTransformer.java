// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/**
 * Finds the classes in which any copy of OpenTelemetry keeps its context. It sees every class that
 * the JVM loads, so it does nothing but compare names; ASM is loaded for the first class found.
 */
final class ContextTransformer implements ClassFileTransformer {

  private static final String STORAGE = "/context/ThreadLocalContextStorage";
  private static final String SCOPE = STORAGE + "$ScopeImpl";
  private static final String CHOICE = "/context/LazyStorage";

  private final Instrumentation instrumentation;
  private volatile boolean choiceSeen;
  private volatile boolean storageSeen;

  ContextTransformer(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String name,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] bytes) {
    if (name == null || loader == ContextTransformer.class.getClassLoader()) {
      return null;
    }
    // The usual copy, written so that the agent's own relocation leaves it alone.
    if (name.startsWith("opentelemetry/", "io/".length())) {
      WarmUp.start(instrumentation);
    }
    if (name.endsWith(CHOICE)) {
      choiceSeen |= name.contains("opentelemetry");
      return null;
    }
    return isStorage(name) ? rewrite(name, bytes) : null;
  }

  /** Whether a class, by its name with slashes, is one to be rewritten. */
  static boolean isStorage(String name) {
    return (name.endsWith(STORAGE) || name.endsWith(SCOPE)) && name.contains("opentelemetry");
  }

  /** OpenTelemetry has chosen a storage, and it is not one that is seen here. */
  boolean isBypassed() {
    return choiceSeen && !storageSeen;
  }

  private byte[] rewrite(String name, byte[] bytes) {
    storageSeen = true;
    try {
      HookClass.define(instrumentation);
      return ContextRewriter.rewrite(name, bytes);
    } catch (Throwable e) {
      System.err.println("[jftrace] spans stay unseen, cannot instrument " + name + ": " + e);
      return null;
    }
  }
}
