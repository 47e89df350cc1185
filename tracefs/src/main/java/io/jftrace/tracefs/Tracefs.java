// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs;

import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.FormatParser;
import io.jftrace.tracefs.linux.Mounts;
import io.jftrace.tracefs.linux.SystemCallException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** A mounted tracefs. */
public final class Tracefs {

  private static final Path OWN_MOUNT_POINT = Path.of("/sys/kernel/tracing");

  /** Where a kernel puts it; the second is an automatic mount below debugfs. */
  private static final List<Path> MOUNT_POINTS =
      List.of(OWN_MOUNT_POINT, Path.of("/sys/kernel/debug/tracing"));

  private final Path root;

  private Tracefs(Path root) {
    this.root = root;
  }

  /** tracefs as mounted at {@code root}, which is not checked. */
  public static Tracefs at(Path root) {
    return new Tracefs(root);
  }

  /**
   * Finds tracefs where it usually is, and mounts it if it is nowhere and that is permitted.
   *
   * @throws TracefsException if there is none that this process may use; the message says what to
   *     do
   */
  public static Tracefs find() throws TracefsException {
    requireLinux();
    for (Path mountPoint : MOUNT_POINTS) {
      if (isTracefs(mountPoint)) {
        return new Tracefs(mountPoint).requireWritable();
      }
    }
    return mount().requireWritable();
  }

  /**
   * tracefs at a mount point that somebody named.
   *
   * @throws TracefsException if there is none that this process may use
   */
  public static Tracefs find(Path mountPoint) throws TracefsException {
    requireLinux();
    if (!isTracefs(mountPoint)) {
      throw new TracefsException(
          "no tracefs at " + mountPoint + "; mount it: mount -t tracefs nodev " + mountPoint);
    }
    return new Tracefs(mountPoint).requireWritable();
  }

  /** Where a tracefs usually is, whether it is or not. */
  public static List<Path> mountPoints() {
    return MOUNT_POINTS;
  }

  public Path root() {
    return root;
  }

  /** The directory of an instance, whether it exists or not. */
  public Path instance(String name) {
    return root.resolve("instances").resolve(name);
  }

  /**
   * The format of an event.
   *
   * @param event as {@code system/name}, for example {@code sched/sched_switch}
   */
  public EventFormat format(String event) throws IOException {
    return FormatParser.parse(ControlFile.read(root.resolve("events").resolve(event + "/format")));
  }

  /**
   * Whether this kernel has an event.
   *
   * @param event as {@code system/name}
   */
  public boolean hasEvent(String event) {
    return Files.isRegularFile(root.resolve("events").resolve(event + "/format"));
  }

  private static void requireLinux() throws TracefsException {
    String os = System.getProperty("os.name", "");
    if (!os.toLowerCase(Locale.ROOT).contains("linux")) {
      throw new TracefsException("tracing needs Linux; this is " + os);
    }
  }

  /** A tracefs has instances and event formats; an empty mount point has neither. */
  private static boolean isTracefs(Path directory) {
    return Files.isDirectory(directory.resolve("instances"))
        || Files.isRegularFile(directory.resolve("trace_marker"));
  }

  private static Tracefs mount() throws TracefsException {
    if (!isSupported()) {
      throw new TracefsException("this kernel has no tracefs (CONFIG_FTRACE)");
    }
    if (!Files.isDirectory(OWN_MOUNT_POINT)) {
      throw new TracefsException(
          "no tracefs, and no "
              + OWN_MOUNT_POINT
              + " to mount it on; in a container, pass it:"
              + " -v /sys/kernel/tracing:/sys/kernel/tracing");
    }
    if (!mayOpen(OWN_MOUNT_POINT)) {
      // Mounted, but mode 0700: what is in it cannot be seen.
      throw notPermitted(OWN_MOUNT_POINT);
    }
    try {
      Mounts.mountTracefs(OWN_MOUNT_POINT);
    } catch (SystemCallException e) {
      throw new TracefsException(
          "tracefs is not mounted, and mounting it failed ("
              + e.getMessage()
              + "); as root: mount -t tracefs nodev "
              + OWN_MOUNT_POINT,
          e);
    }
    return new Tracefs(OWN_MOUNT_POINT);
  }

  private static boolean isSupported() throws TracefsException {
    return ControlFile.read(Path.of("/proc/filesystems")).contains("\ttracefs\n");
  }

  private static boolean mayOpen(Path directory) {
    return Files.isReadable(directory) && Files.isExecutable(directory);
  }

  /**
   * Whether a control file can be opened, which changes nothing. For users with a capability: the
   * answer of {@link Files#isWritable} counts those of root only (access(2)).
   */
  private boolean mayWrite() {
    Path marker = root.resolve("trace_marker");
    try (OutputStream ignored = Files.newOutputStream(marker, StandardOpenOption.WRITE)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Tracefs requireWritable() throws TracefsException {
    Path instances = root.resolve("instances");
    if (!Files.isDirectory(instances)) {
      throw new TracefsException(root + " has no instances: kernel older than 3.10, or lockdown");
    }
    if (!Files.isWritable(instances) && !mayWrite()) {
      throw notPermitted(root);
    }
    return this;
  }

  private static TracefsException notPermitted(Path mountPoint) {
    return new TracefsException(
        "no permission to trace: "
            + mountPoint
            + " is not writable for user "
            + System.getProperty("user.name")
            + "; run the JVM as root, or with one capability: setpriv --reuid="
            + uid()
            + " --inh-caps=+dac_override --ambient-caps=+dac_override java ..."
            + " (systemd: AmbientCapabilities=CAP_DAC_OVERRIDE; Docker: --user root)");
  }

  /** The user by number: in a container he often has no name. */
  private static Object uid() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      return "USER";
    }
  }
}
