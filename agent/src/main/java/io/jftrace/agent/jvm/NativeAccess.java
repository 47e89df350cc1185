// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.jvm;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Loads JNA in the agent's class loader, without a trace outside: no unpacked library in the user's
 * cache directory and, from JDK 24 on, no warning about native access.
 */
public final class NativeAccess {

  private static final String JNA = "com.sun.jna.Native";

  /** Where JNA, which sets it, says its library is. All copies of JNA in a JVM share it. */
  private static final String LIBRARY_PROPERTY = "jnidispatch.path";

  /**
   * Where JNA makes its temporary files. It makes that directory, even if it needs none; by default
   * one in the user's cache directory.
   */
  private static final String DIRECTORY_PROPERTY = "jna.tmpdir";

  private static boolean loaded;

  private NativeAccess() {}

  /**
   * Loads JNA; to be called before anything else uses it. Later calls do nothing.
   *
   * @param instrumentation null for the command line
   * @throws IOException with a message for the user if native code cannot be loaded
   */
  public static synchronized void load(Instrumentation instrumentation) throws IOException {
    if (!loaded) {
      loadNow(instrumentation);
      loaded = true;
    }
  }

  private static void loadNow(Instrumentation instrumentation) throws IOException {
    ClassLoader loader = NativeAccess.class.getClassLoader();
    if (instrumentation != null) {
      JnaModule.define(instrumentation, loader);
    }
    Path library = JnaLibrary.unpack(loader);
    String previous = System.getProperty(LIBRARY_PROPERTY);
    // Should the application load a JNA of its own just now, this directory serves it as well.
    String directory = library == null ? null : library.getParent().toString();
    boolean directorySet =
        library != null
            && System.getProperties().putIfAbsent(DIRECTORY_PROPERTY, directory) == null;
    try {
      if (library != null) {
        redirect(loader, JnaLibrary.resource(), library.toUri().toURL());
      }
      Class.forName(JNA, true, loader);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IOException("cannot load JNA's native library: " + e, e);
    } finally {
      if (directorySet) {
        System.getProperties().remove(DIRECTORY_PROPERTY, directory);
      }
      if (library != null) {
        Files.deleteIfExists(library);
        restore(previous, library);
      }
    }
  }

  /** The loader is a JftraceAgent, which classes inside it cannot see. */
  private static void redirect(ClassLoader loader, String resource, URL url)
      throws ReflectiveOperationException {
    Method redirect = loader.getClass().getMethod("redirect", String.class, URL.class);
    redirect.invoke(loader, resource, url);
  }

  private static void restore(String previous, Path library) {
    if (library.toString().equals(System.getProperty(LIBRARY_PROPERTY))) {
      if (previous == null) {
        System.clearProperty(LIBRARY_PROPERTY);
      } else {
        System.setProperty(LIBRARY_PROPERTY, previous);
      }
    }
  }
}
