// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.opentelemetry.api.trace.Span;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The SDK and the tests' use of it again, with the API of the tests. */
final class SdkLoader extends URLClassLoader {

  SdkLoader() {
    super(urls());
  }

  /** By this loader's {@link SpanMaker}. */
  Span makeSpan() throws ReflectiveOperationException {
    Object maker = loadClass(SpanMaker.class.getName()).getDeclaredConstructor().newInstance();
    return (Span) ((Supplier<?>) maker).get();
  }

  private static URL[] urls() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(SdkLoader::url)
        .toArray(URL[]::new);
  }

  private static URL url(String path) {
    try {
      return Path.of(path).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    boolean own =
        Stream.of("io.opentelemetry.sdk.", SpanMaker.class.getName(), SpanUser.class.getName())
            .anyMatch(name::startsWith);
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      return own ? findClass(name) : super.loadClass(name, resolve);
    }
  }
}
