// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.mounts.MountLogReader;
import io.jftrace.hook.JftraceSpanLog;
import io.jftrace.timeline.SpanRef;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Classes of several versions of OpenTelemetry, rewritten and used in loaders of their own. */
final class ContextRewriterTest {

  /** One for all: a log is handed out once. */
  private static final SpanLogReader READER =
      new SpanLogReader(new MountLogReader(false), new BypassWarning(null, line -> {}));

  @BeforeAll
  static void setLinker() {
    JftraceSpanLog.linker(new SpanLinker());
  }

  static List<List<Path>> copiesOfOpenTelemetry() throws IOException {
    return List.of(jars(Path.of("target/test-libs")), ownClassPath());
  }

  @ParameterizedTest
  @MethodSource("copiesOfOpenTelemetry")
  void recordsWhichSpanIsCurrent(List<Path> jars) throws Exception {
    try (RewritingLoader loader = new RewritingLoader(jars)) {
      @SuppressWarnings("unchecked")
      Callable<List<String>> application =
          (Callable<List<String>>)
              loader.loadClass(SpanUser.class.getName()).getDeclaredConstructor().newInstance();
      List<String> said = application.call();
      Thread self = Thread.currentThread();
      SpanRef outer = READER.activeAt(self, Long.parseLong(said.get(1)));
      SpanRef inner = READER.activeAt(self, Long.parseLong(said.get(3)));
      SpanRef again = READER.activeAt(self, Long.parseLong(said.get(4)));
      assertEquals(said.get(0), outer.traceId() + "/" + outer.spanId());
      assertEquals(said.get(2), inner.traceId() + "/" + inner.spanId());
      assertTrue(outer.sampled());
      assertTrue(outer.clockOffsetNanos() != 0);
      assertEquals("unknown_service:java", outer.resource().get("service.name"));
      assertEquals(outer, again);
      assertNull(READER.activeAt(self, Long.parseLong(said.get(5))));
      assertEquals(2, loader.rewritten);
    }
  }

  @ParameterizedTest
  @MethodSource("copiesOfOpenTelemetry")
  void aBrokenSpanDoesNotReachTheApplication(List<Path> jars) throws Exception {
    try (RewritingLoader loader = new RewritingLoader(jars)) {
      @SuppressWarnings("unchecked")
      Callable<String> application =
          (Callable<String>)
              loader.loadClass(BrokenSpan.class.getName()).getDeclaredConstructor().newInstance();
      assertEquals("current", application.call());
    }
  }

  @Test
  void onlyTheContextStorageOfOpenTelemetryIsMeant() {
    String shaded = "io/opentelemetry/javaagent/shaded/io/opentelemetry";
    assertTrue(ContextTransformer.isStorage("io/opentelemetry/context/ThreadLocalContextStorage"));
    assertTrue(
        ContextTransformer.isStorage(shaded + "/context/ThreadLocalContextStorage$ScopeImpl"));
    assertFalse(ContextTransformer.isStorage("com/example/context/ThreadLocalContextStorage"));
    assertFalse(ContextTransformer.isStorage("io/opentelemetry/context/Context"));
  }

  private static List<Path> jars(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }

  private static List<Path> ownClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(":"))
        .map(Path::of)
        .filter(path -> path.getFileName().toString().startsWith("opentelemetry-"))
        .toList();
  }

  /** Loads OpenTelemetry, and the test's applications that use it, itself. */
  private static final class RewritingLoader extends URLClassLoader {

    private int rewritten;

    RewritingLoader(List<Path> jars) {
      super(jars.stream().map(RewritingLoader::url).toArray(URL[]::new));
    }

    private static URL url(Path jar) {
      try {
        return jar.toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(e);
      }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded == null && isOwn(name)) {
          loaded = define(name);
        }
        return loaded == null ? super.loadClass(name, resolve) : loaded;
      }
    }

    private static boolean isOwn(String name) {
      return name.startsWith("io.opentelemetry.")
          || name.startsWith(SpanUser.class.getName())
          || name.startsWith(BrokenSpan.class.getName());
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String resource = name.replace('.', '/');
      URL found = findResource(resource + ".class");
      try (InputStream in =
          found == null ? getResourceAsStream(resource + ".class") : found.openStream()) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        if (ContextTransformer.isStorage(resource)) {
          rewritten++;
          bytes = ContextRewriter.rewrite(resource, bytes);
        }
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
