// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.probes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntUnaryOperator;

/** Classes that differ by their names only. */
final class ManyClasses extends ClassLoader {

  static final String PREFIX = "io.jftrace.agent.e2e.probes.Template";

  private static final String TEMPLATE = "Template00000";

  private final byte[] template;

  ManyClasses() throws IOException {
    super(ManyClasses.class.getClassLoader());
    try (InputStream in = ManyClasses.class.getResourceAsStream(TEMPLATE + ".class")) {
      template = in.readAllBytes();
    }
  }

  IntUnaryOperator load(int number) throws ReflectiveOperationException {
    Class<?> loaded = Class.forName(PREFIX + "%05d".formatted(number), true, this);
    return (IntUnaryOperator) loaded.getDeclaredConstructor().newInstance();
  }

  @Override
  protected Class<?> findClass(String name) {
    // Each byte is a character, and the name of another class is as long.
    String text = new String(template, StandardCharsets.ISO_8859_1);
    String own = name.substring(name.length() - TEMPLATE.length());
    byte[] bytes = text.replace(TEMPLATE, own).getBytes(StandardCharsets.ISO_8859_1);
    return defineClass(name, bytes, 0, bytes.length);
  }
}
