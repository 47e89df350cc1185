// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The events that were defined at run time, for example probes. They belong to the whole tracefs,
 * not to an instance, and stay until they are deleted, whoever defined them.
 */
public final class DynamicEvents {

  /** All kinds of them, since Linux 5.0. */
  private static final String ALL = "dynamic_events";

  private static final String UPROBES = "uprobe_events";

  private static final String KPROBES = "kprobe_events";

  private static final List<String> BY_KIND = List.of(KPROBES, UPROBES);

  /**
   * Such as {@code p:group/name path:offset}, or {@code r16:group/name symbol} (kprobetrace.rst).
   */
  private static final Pattern LINE = Pattern.compile("[a-z]\\d*:([^/ ]+)/(\\S+).*");

  /**
   * An event that was defined.
   *
   * @param file where it is defined, and can be deleted
   */
  public record Definition(Path file, String group, String name) {}

  private final Path uprobes;
  private final Path kprobes;
  private final List<Path> files;

  public DynamicEvents(Tracefs tracefs) {
    uprobes = tracefs.root().resolve(UPROBES);
    kprobes = tracefs.root().resolve(KPROBES);
    Path all = tracefs.root().resolve(ALL);
    Stream<Path> present =
        Files.exists(all)
            ? Stream.of(all)
            : BY_KIND.stream().map(tracefs.root()::resolve).filter(Files::exists);
    files = present.toList();
  }

  /** Those that are defined now; none on a kernel that does not know any. */
  public List<Definition> all() throws TracefsException {
    List<Definition> all = new ArrayList<>();
    for (Path file : files) {
      for (String line : ControlFile.read(file).split("\n", -1)) {
        Matcher m = LINE.matcher(line);
        if (m.matches()) {
          all.add(new Definition(file, m.group(1), m.group(2)));
        }
      }
    }
    return all;
  }

  /**
   * Defines a probe of user space.
   *
   * @param line such as {@code p:group/name path:offset}, or {@code r:…} for the function's return
   *     (uprobetracer.rst)
   * @throws TracefsException if the kernel refuses it, or has no such probes
   */
  public Definition defineUprobe(String line) throws TracefsException {
    return define(uprobes, line);
  }

  /**
   * Defines a probe of the kernel.
   *
   * @param line such as {@code p:group/name function+offset}, or {@code r:…} for the function's
   *     return (kprobetrace.rst)
   * @throws TracefsException if the kernel refuses it, or has no such probes
   */
  public Definition defineKprobe(String line) throws TracefsException {
    if (!Files.exists(kprobes)) {
      throw new TracefsException("this kernel has no kprobes (CONFIG_KPROBE_EVENTS)");
    }
    return define(kprobes, line);
  }

  private static Definition define(Path file, String line) throws TracefsException {
    Matcher m = LINE.matcher(line);
    if (!m.matches()) {
      throw new TracefsException("no definition of a probe: " + line);
    }
    ControlFile.append(file, line + "\n");
    return new Definition(file, m.group(1), m.group(2));
  }

  /**
   * Deletes one.
   *
   * @throws TracefsException if an instance has it enabled, or it is gone
   */
  public void delete(Definition definition) throws TracefsException {
    // Appending: the kernel deletes all of them, everybody's, when the file is truncated.
    ControlFile.append(
        definition.file(), "-:" + definition.group() + "/" + definition.name() + "\n");
  }

  /** Deletes those that can be, after a failure, which gets what fails here. */
  public void deleteAfter(Exception failure, Iterable<Definition> definitions) {
    for (Definition definition : definitions) {
      try {
        delete(definition);
      } catch (TracefsException e) {
        failure.addSuppressed(e);
      }
    }
  }
}
