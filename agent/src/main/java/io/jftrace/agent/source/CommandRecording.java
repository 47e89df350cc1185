// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The kernel's option record-cmd: two more probes at each switch and wake-up of the whole system
 * note the names of tasks for the text trace, which this agent never reads. Without them tracing
 * costs about a third less.
 *
 * <p>The option is an instance's own, but changing it walks over the enabled events of all
 * instances (trace_event_enable_cmd_record(), kernel/trace/trace_events.c, Linux 3.10 to 6.18): it
 * would end the recording of others, and count it down where it was off already. So it is changed
 * only while no event is enabled anywhere, and by one agent at a time.
 */
final class CommandRecording {

  private static final String OPTIONS = "trace_options";
  private static final String OFF = "norecord-cmd";

  private CommandRecording() {}

  /**
   * Turns it off for an instance that has no event enabled yet, unless somebody else is tracing.
   */
  static void turnOff(Tracefs tracefs, Instance instance) {
    Path options = tracefs.root().resolve(OPTIONS);
    // The lock is between agents only; opening the file changes nothing.
    try (FileChannel channel = FileChannel.open(options, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null && isNobodyTracing(tracefs, instance)) {
        instance.set(OPTIONS, OFF);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Then it stays on: tracing costs more, and is as exact.
    }
  }

  private static boolean isNobodyTracing(Tracefs tracefs, Instance own) throws IOException {
    if (hasEvents(tracefs.root())) {
      return false;
    }
    try (DirectoryStream<Path> others =
        Files.newDirectoryStream(tracefs.root().resolve("instances"))) {
      for (Path other : others) {
        if (!other.equals(own.directory()) && (hasEvents(other) || isOff(other))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean hasEvents(Path instance) throws IOException {
    return !Files.readString(instance.resolve("set_event")).isBlank();
  }

  /** Another agent has just turned it off and is about to enable its events. */
  private static boolean isOff(Path instance) throws IOException {
    return Files.readString(instance.resolve(OPTIONS)).lines().anyMatch(OFF::equals);
  }
}
