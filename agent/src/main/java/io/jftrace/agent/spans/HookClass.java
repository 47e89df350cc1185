// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.agent.jvm.JavaLang;
import io.jftrace.hook.JftraceSpanLog;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;

/** Puts {@link JftraceSpanLog} where every class loader finds it. */
final class HookClass {

  /** In the agent's jar this constant is relocated along with the class. */
  private static final String NAME = "io.jftrace.hook.JftraceSpanLog";

  private static boolean ready;

  private HookClass() {}

  /** To be called before anything that uses {@link JftraceSpanLog} runs. */
  static synchronized void define(Instrumentation instrumentation)
      throws IOException, IllegalAccessException {
    if (!ready) {
      if (NAME.startsWith("java.lang.") && !isDefined()) {
        JavaLang.lookup(instrumentation, Object.class).defineClass(bytes());
      }
      JftraceSpanLog.linker(new SpanLinker());
      ready = true;
    }
  }

  static synchronized boolean isReady() {
    return ready;
  }

  private static boolean isDefined() {
    try {
      Class.forName(NAME, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static byte[] bytes() throws IOException {
    String resource = NAME.replace('.', '/') + ".class";
    try (InputStream in = HookClass.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException(resource);
      }
      return in.readAllBytes();
    }
  }
}
