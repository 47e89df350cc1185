// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.logging.Logger;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What the application's class loaders can find in jftrace.jar, and what they must not. */
final class JarContentsIT {

  /** A third of it is for gRPC, most of that Kotlin's library. */
  private static final long MAX_BYTES = 9_000_000;

  private static final Path DEMO = TestJvm.AGENT.resolveSibling("jftrace-demo.jar");

  @Test
  void oneClassIsOutside() throws IOException {
    try (JarFile jar = new JarFile(TestJvm.AGENT.toFile())) {
      List<String> outside =
          jar.stream()
              .map(JarEntry::getName)
              .filter(name -> !name.startsWith("isolated/"))
              .filter(name -> !name.matches("META-INF/(MANIFEST.MF|LICENSE|NOTICE)"))
              .toList();
      assertEquals(List.of("io/jftrace/agent/JftraceAgent.class"), outside);
    }
  }

  @Test
  void insideAreNoClassFilesThatToolsWouldTakeForTheApplications() throws IOException {
    try (JarFile jar = new JarFile(TestJvm.AGENT.toFile())) {
      List<String> names = jar.stream().map(JarEntry::getName).toList();
      assertEquals(
          1, names.stream().filter(name -> name.endsWith(".class")).count(), "class files");
      assertEquals(
          0, names.stream().filter(name -> name.contains("isolated/io/opentelemetry/")).count());
      assertTrue(names.contains("isolated/com/sun/jna/Native.classdata"));
      assertTrue(names.contains("isolated/com/sun/jna/linux-x86-64/libjnidispatch.so"));
      assertTrue(names.contains("isolated/com/sun/jna/linux-aarch64/libjnidispatch.so"));
      assertTrue(names.contains("isolated/java/lang/JftraceSpanLog.classdata"));
      assertTrue(names.contains("isolated/io/jftrace/shaded/okhttp3/OkHttpClient.classdata"));
      assertEquals(0, names.stream().filter(name -> name.contains("isolated/okhttp3/")).count());
      assertTrue(names.contains("isolated/java/lang/JftraceParkLog.classdata"));
    }
  }

  @Test
  void neitherJarHasListsThatNobodyReads() throws IOException {
    for (Path path : List.of(TestJvm.AGENT, DEMO)) {
      try (JarFile jar = new JarFile(path.toFile())) {
        List<String> useless =
            jar.stream()
                .map(JarEntry::getName)
                .filter(name -> name.matches(".*(/publicsuffix/.*\\.list|\\.kotlin_builtins)"))
                .toList();
        assertEquals(List.of(), useless, path.toString());
      }
    }
  }

  @Test
  void theDemosJarHasItsLicenceAndItsExporters() throws IOException {
    try (JarFile jar = new JarFile(DEMO.toFile())) {
      for (String name : List.of("META-INF/LICENSE", "META-INF/NOTICE")) {
        assertEquals(1, jar.stream().filter(e -> e.getName().equals(name)).count(), name);
      }
      String providers =
          "META-INF/services/io.opentelemetry.sdk.autoconfigure.spi.traces"
              + ".ConfigurableSpanExporterProvider";
      try (InputStream in = jar.getInputStream(jar.getEntry(providers))) {
        String names = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        for (String name :
            List.of("SpanLogProvider", "OtlpSpanExporterProvider", "ZipkinSpanExporterProvider")) {
          assertTrue(names.contains(name), names);
        }
      }
    }
  }

  @Test
  void theJarStaysSmall() throws IOException {
    long sizeBytes = Files.size(TestJvm.AGENT);
    assertTrue(sizeBytes < MAX_BYTES, sizeBytes + " bytes");
  }

  @Test
  void theManifestNamesTheEntryPoints() throws IOException {
    try (JarFile jar = new JarFile(TestJvm.AGENT.toFile())) {
      var attributes = jar.getManifest().getMainAttributes();
      for (String entryPoint : List.of("Premain-Class", "Agent-Class", "Main-Class")) {
        assertEquals("io.jftrace.agent.JftraceAgent", attributes.getValue(entryPoint));
      }
      assertEquals("true", attributes.getValue("Can-Retransform-Classes"));
      assertNotNull(attributes.getValue("Implementation-Version"));
    }
  }

  @Test
  void theLoggerHasEveryMethodThatTheLibrariesCall() throws IOException {
    Set<String> there =
        Stream.of(Logger.class.getDeclaredMethods())
            .map(JarContentsIT::signature)
            .collect(Collectors.toSet());
    Set<String> called = new TreeSet<>();
    try (JarFile jar = new JarFile(TestJvm.AGENT.toFile())) {
      for (JarEntry entry : jar.stream().filter(JarContentsIT::isClass).toList()) {
        try (InputStream in = jar.getInputStream(entry)) {
          new ClassReader(in).accept(new LoggerCalls(called), ClassReader.SKIP_DEBUG);
        }
      }
    }
    assertTrue(called.size() > 5, called.toString());
    called.removeAll(there);
    assertEquals(Set.of(), called, "missing in " + Logger.class);
  }

  private static boolean isClass(JarEntry entry) {
    return entry.getName().endsWith(".classdata");
  }

  private static String signature(Method method) {
    return method.getName() + Type.getMethodDescriptor(method);
  }

  private static final class LoggerCalls extends ClassVisitor {

    private final Set<String> calls;

    LoggerCalls(Set<String> calls) {
      super(Opcodes.ASM9);
      this.calls = calls;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String type, boolean isInterface) {
          if (owner.equals("io/jftrace/agent/logging/Logger") && !called.equals("<init>")) {
            calls.add(called + type);
          } else if (owner.startsWith("java/util/logging/")) {
            calls.add(owner + "." + called);
          }
        }
      };
    }
  }
}
