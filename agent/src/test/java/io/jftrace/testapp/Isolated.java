// SPDX-License-Identifier: Apache-2.0
package io.jftrace.testapp;

import java.io.IOException;

/** Looks for the agent's libraries and finds none. */
public final class Isolated {

  private Isolated() {}

  /** Prints ok. */
  public static void main(String[] args) throws IOException {
    absent("com.sun.jna.Native");
    absent("io.opentelemetry.api.trace.Span");
    absent("io.prometheus.client.Collector");
    absent("org.objectweb.asm.ClassReader");
    absent("picocli.CommandLine");
    absent("net.fornwall.jelf.ElfFile");
    absent("org.tukaani.xz.XZ");
    absent("io.jftrace.agent.AgentMain");
    absent("io.jftrace.agent.Startup");
    absent("io.jftrace.timeline.Timeline");
    ClassLoader loader = Isolated.class.getClassLoader();
    if (loader.getResources("META-INF/services").hasMoreElements()
        || loader.getResource("com/sun/jna/linux-x86-64/libjnidispatch.so") != null) {
      throw new IllegalStateException("resources of the agent are seen");
    }
    System.out.println("ok");
  }

  private static void absent(String name) {
    try {
      Class<?> found = Class.forName(name);
      throw new IllegalStateException(found + " is seen");
    } catch (ClassNotFoundException e) {
      // As it should be.
    }
  }
}
