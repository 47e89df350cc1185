// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Removes the instances of JVMs that were killed. */
final class Leftovers {

  private static final Pattern NAME = Pattern.compile("jftrace_(\\d{1,10})_(\\d{1,18})");

  private Leftovers() {}

  /** The name of the instance of a process: pid and start time name it for good. */
  static String instanceName(long pid) {
    return "jftrace_" + pid + "_" + ProcTasks.startTime(pid);
  }

  static void reap(Tracefs tracefs) {
    try (DirectoryStream<Path> instances =
        Files.newDirectoryStream(tracefs.root().resolve("instances"), "jftrace_*")) {
      for (Path instance : instances) {
        reap(instance);
      }
    } catch (IOException e) {
      // Not being able to look is no reason not to trace.
    }
  }

  private static void reap(Path instance) {
    Matcher name = NAME.matcher(instance.getFileName().toString());
    if (!name.matches()) {
      return;
    }
    long pid = Long.parseLong(name.group(1));
    if (ProcTasks.startTime(pid) != Long.parseLong(name.group(2))) {
      try {
        Files.delete(instance);
      } catch (IOException e) {
        // In use, so its process lives where this one cannot see it, or another one reaped it.
      }
    }
  }
}
