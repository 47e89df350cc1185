// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.DynamicEvents;
import io.jftrace.tracefs.DynamicEvents.Definition;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.TracefsException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Removes what JVMs that were killed have left: their instances, and the probes they defined. */
final class Leftovers {

  /** At most 37 characters; the kernel allows 63 (MAX_EVENT_NAME_LEN, kernel/trace/trace.h). */
  private static final Pattern NAME = Pattern.compile("jftrace_(\\d{1,10})_(\\d{1,18})");

  /** Always there; not to be seen where /proc hides the processes of others (hidepid). */
  private static final long FIRST_PROCESS = 1;

  private Leftovers() {}

  /**
   * The name of the instance, and of the group of probes, of a process: pid and start time name it
   * for good.
   */
  static String instanceName(long pid) {
    return "jftrace_" + pid + "_" + ProcTasks.startTime(pid);
  }

  /**
   * Removes those of processes that are gone. To be called in the initial PID namespace only: in
   * another one most processes seem to be.
   */
  static void reap(Tracefs tracefs) {
    if (ProcTasks.startTime(FIRST_PROCESS) >= 0) {
      // In this order: a definition that an instance has enabled cannot be deleted.
      reapInstances(tracefs);
      reapDefinitions(tracefs);
    }
  }

  private static void reapInstances(Tracefs tracefs) {
    try (DirectoryStream<Path> instances =
        Files.newDirectoryStream(tracefs.root().resolve("instances"), "jftrace_*")) {
      for (Path instance : instances) {
        if (isLeft(instance.getFileName().toString())) {
          reap(instance);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Not being able to look is no reason not to trace.
    }
  }

  private static void reap(Path instance) {
    try {
      Files.delete(instance);
    } catch (IOException e) {
      // Somebody reads it, or another JVM has reaped it.
    }
  }

  private static void reapDefinitions(Tracefs tracefs) {
    DynamicEvents events = new DynamicEvents(tracefs);
    try {
      for (Definition definition : events.all()) {
        if (isLeft(definition.group())) {
          reap(events, definition);
        }
      }
    } catch (TracefsException e) {
      // As above.
    }
  }

  private static void reap(DynamicEvents events, Definition definition) {
    try {
      events.delete(definition);
    } catch (TracefsException e) {
      // Somebody has enabled it in an instance of his own, or another JVM has reaped it.
    }
  }

  /** Whether the name is that of a process that is gone. */
  private static boolean isLeft(String name) {
    Matcher m = NAME.matcher(name);
    return m.matches()
        && ProcTasks.startTime(Long.parseLong(m.group(1))) != Long.parseLong(m.group(2));
  }
}
