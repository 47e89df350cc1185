// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.spans;

import io.jftrace.agent.e2e.AgentStart;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Has no OpenTelemetry of its own, but deploys applications, each of which brings along a copy,
 * long after its start. Arguments: a file to write, the endpoint, and for each of them its name and
 * its class path.
 */
public final class CopiesApplication {

  private static final int LATE_MILLIS = 3_000;

  private CopiesApplication() {}

  public static void main(String[] args) throws Exception {
    AgentStart.await();
    Thread.sleep(LATE_MILLIS);
    for (int i = 2; i < args.length; i += 2) {
      deploy(args[0], args[1], args[i], args[i + 1]);
    }
    Phases.awaitEnd();
  }

  private static void deploy(String file, String endpoint, String name, String classPath)
      throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String element : classPath.split(File.pathSeparator, -1)) {
      urls.add(Path.of(element).toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      loader
          .loadClass(HandMadeApplication.class.getName())
          .getMethod("runRequests", String.class, String.class, String.class)
          .invoke(null, file, endpoint, name);
    }
  }
}
