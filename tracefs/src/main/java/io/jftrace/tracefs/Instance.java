// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A tracefs instance: a ring buffer of its own, with its own events, filters and clock. Closing
 * removes it from the kernel.
 */
public final class Instance implements AutoCloseable {

  private final Path directory;
  private final List<String> enabledEvents = new ArrayList<>();

  private Instance(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes a new instance.
   *
   * @throws TracefsException if there is one of that name already, or the kernel refuses
   */
  public static Instance create(Tracefs tracefs, String name) throws TracefsException {
    Path directory = tracefs.instance(name);
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      throw new TracefsException("tracefs instance " + directory + " exists already", e);
    } catch (IOException e) {
      throw new TracefsException(
          "cannot make tracefs instance "
              + directory
              + ": "
              + e.getMessage()
              + "; is the kernel locked down (cat /sys/kernel/security/lockdown)?",
          e);
    }
    return new Instance(directory);
  }

  public Path directory() {
    return directory;
  }

  /** Writes a control file of the instance, for example {@code trace_clock}. */
  public void set(String file, String value) throws TracefsException {
    ControlFile.write(directory.resolve(file), value);
  }

  /** Writes a control file that older kernels do not have; its absence is no error. */
  public void setIfPresent(String file, String value) throws TracefsException {
    if (has(file)) {
      set(file, value);
    }
  }

  /** By stat: {@link Files#exists} may ask access(2), which counts capabilities of root only. */
  private boolean has(String file) {
    return Files.isRegularFile(directory.resolve(file));
  }

  public String get(String file) throws TracefsException {
    return ControlFile.read(directory.resolve(file));
  }

  /** Sets the kernel-side filter of an event such as {@code sched/sched_switch}. */
  public void filter(String event, String filter) throws TracefsException {
    set("events/" + event + "/filter", filter);
  }

  public void enable(String event) throws TracefsException {
    set("events/" + event + "/enable", "1");
    enabledEvents.add(event);
  }

  public void disable(String event) throws TracefsException {
    set("events/" + event + "/enable", "0");
    enabledEvents.remove(event);
  }

  /**
   * Disables all events that were enabled, the last one first; cheaper for the system than
   * tracing_on 0.
   *
   * @throws TracefsException if one of them cannot be; the others are
   */
  public void disableAll() throws TracefsException {
    TracefsException failure = null;
    for (int i = enabledEvents.size() - 1; i >= 0; i--) {
      try {
        disable(enabledEvents.get(i));
      } catch (TracefsException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Writes a line to the instance's trace_marker, as this thread. */
  public void mark(String text) throws TracefsException {
    Path marker = directory.resolve("trace_marker");
    try {
      Files.write(marker, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new TracefsException("cannot write to " + marker + ": " + e.getMessage(), e);
    }
  }

  /**
   * The size of the sub-buffers that a read returns, in bytes. From 6.8 on it is a setting of the
   * instance, which events/header_page does not show; before, it is the page that header_page
   * shows.
   */
  public int subBufferBytes() throws TracefsException {
    if (has("buffer_subbuf_size_kb")) {
      return 1024 * Integer.parseInt(get("buffer_subbuf_size_kb").strip());
    }
    return HeaderPage.parse(ControlFile.read(directory.resolve("events/header_page"))).sizeBytes();
  }

  /** Removes the instance; its trace_pipe_raw files must be closed. */
  @Override
  public void close() throws TracefsException {
    try {
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw new TracefsException(
          "cannot remove tracefs instance "
              + directory
              + ": "
              + e.getMessage()
              + "; is another program reading it? Later: rmdir "
              + directory,
          e);
    }
  }
}
