// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The agent's only class on the system class path: entry point of {@code -javaagent}, of dynamic
 * attach and of the command line, and the class loader of everything else in the jar.
 *
 * <p>That everything else lies under {@code isolated/}, classes as {@code .classdata}, where no
 * other class loader looks for it: see docs/isolation.md. It has no nested class and no lambda,
 * which would be a second class for the application to see.
 */
public final class JftraceAgent extends ClassLoader {

  private static final String PREFIX = "isolated/";

  private static boolean started;

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;
  private final URL root;
  private final ConcurrentMap<String, URL> redirects = new ConcurrentHashMap<>();

  private JftraceAgent() throws IOException, URISyntaxException {
    super("jftrace", getPlatformClassLoader());
    URL location = JftraceAgent.class.getProtectionDomain().getCodeSource().getLocation();
    this.jar = new JarFile(new File(location.toURI()), false);
    this.root = new URL("jar:" + location + "!/" + PREFIX);
  }

  /** Called by the JVM before the application's main, for {@code -javaagent}. */
  public static void premain(String agentArguments, Instrumentation instrumentation) {
    start(agentArguments, instrumentation);
  }

  /** Called by the JVM when the agent is attached to it. */
  public static void agentmain(String agentArguments, Instrumentation instrumentation) {
    start(agentArguments, instrumentation);
  }

  /** The command line; exits with the code that the documentation gives. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /**
   * Has the loader answer for one of its resources with another URL. For classes inside, by
   * reflection: they cannot see this one.
   */
  public void redirect(String resource, URL url) {
    redirects.put(resource, url);
  }

  private static synchronized void start(String agentArguments, Instrumentation instrumentation) {
    if (started) {
      System.err.println("[jftrace] runs in this JVM already");
      return;
    }
    started = true;
    try {
      new JftraceAgent()
          .loadClass("io.jftrace.agent.Startup")
          .getMethod("begin", String.class, Instrumentation.class)
          .invoke(null, agentArguments, instrumentation);
    } catch (Throwable e) {
      System.err.println("[jftrace] is off, the application runs without it: " + cause(e));
    }
  }

  private static int run(String[] args) {
    try {
      JftraceAgent loader = new JftraceAgent();
      Thread.currentThread().setContextClassLoader(loader);
      Class<?> main = loader.loadClass("io.jftrace.agent.AgentMain");
      return (int) main.getMethod("main", String[].class).invoke(null, (Object) args);
    } catch (Throwable e) {
      System.err.println("[jftrace] " + cause(e));
      return 1;
    }
  }

  private static Throwable cause(Throwable e) {
    return e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> own = findLoadedClass(name);
      if (own == null) {
        JarEntry entry = name.startsWith("java.") ? null : classEntry(name);
        own = entry == null ? super.loadClass(name, false) : define(name, entry);
      }
      if (resolve) {
        resolveClass(own);
      }
      return own;
    }
  }

  private Class<?> define(String name, JarEntry entry) throws ClassNotFoundException {
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length, JftraceAgent.class.getProtectionDomain());
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private JarEntry classEntry(String name) {
    return jar.getJarEntry(PREFIX + name.replace('.', '/') + ".classdata");
  }

  @Override
  public URL getResource(String name) {
    URL own = findResource(name);
    return own == null ? getParent().getResource(name) : own;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    List<URL> all = Collections.list(findResources(name));
    all.addAll(Collections.list(getParent().getResources(name)));
    return Collections.enumeration(all);
  }

  @Override
  protected URL findResource(String name) {
    URL redirect = redirects.get(name);
    if (redirect != null) {
      return redirect;
    }
    String entry = entryName(name);
    try {
      return jar.getJarEntry(PREFIX + entry) == null ? null : new URL(root, entry);
    } catch (MalformedURLException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    List<URL> found = new ArrayList<>(1);
    URL own = findResource(name);
    if (own != null) {
      found.add(own);
    }
    return Collections.enumeration(found);
  }

  private static String entryName(String resource) {
    return resource.endsWith(".class") ? resource + "data" : resource;
  }
}
