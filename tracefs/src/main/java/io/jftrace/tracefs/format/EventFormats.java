// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The formats of all events of a kernel, by the number that {@code common_type} has. */
public final class EventFormats {

  /** An event and the directory that it is in, for example {@code sched}. */
  public record Event(String system, EventFormat format) {}

  /** The system of the events that the tracers themselves write. */
  private static final String BUILT_IN = "ftrace";

  private final Map<Integer, Event> byId = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  private EventFormats() {}

  /**
   * Reads all formats of a directory that is laid out as tracefs' {@code events/}.
   *
   * @param wordBytes the size of the kernel's {@code long}, 4 or 8
   * @throws IOException if the directory cannot be read, or has no format that is understood
   */
  public static EventFormats read(Path events, int wordBytes) throws IOException {
    EventFormats formats = new EventFormats();
    for (Path system : directories(events)) {
      formats.addSystem(system, wordBytes);
    }
    if (formats.byId.isEmpty()) {
      throw new IOException(
          "no event formats in "
              + events
              + " (as in tracefs: events/SYSTEM/EVENT/format)"
              + (formats.problems.isEmpty() ? "" : ": " + formats.problems.get(0)));
    }
    return formats;
  }

  private static List<Path> directories(Path parent) throws IOException {
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Probes come and go, and with the last one of a group its directory; to list what vanishes
   * meanwhile fails in several ways.
   */
  private void addSystem(Path system, int wordBytes) throws IOException {
    try {
      for (Path event : directories(system)) {
        add(event.resolve("format"), wordBytes);
      }
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      // It is not there any more.
    }
  }

  private void add(Path file, int wordBytes) throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      String system = file.getParent().getParent().getFileName().toString();
      EventFormat parsed = FormatParser.parse(text, wordBytes);
      EventFormat format = system.equals(BUILT_IN) ? withOpenEnd(parsed) : parsed;
      Event other = byId.putIfAbsent(format.id(), new Event(system, format));
      if (other != null && !other.format().equals(format)) {
        problems.add(file + ": has the ID of " + other.format().name());
      }
    } catch (NoSuchFileException e) {
      // A probe that was deleted meanwhile.
    } catch (FormatException e) {
      problems.add(file + ": " + e.getMessage());
    }
  }

  /**
   * The last array of a built-in event is as long as its record, whatever its format says: a kernel
   * stack is declared with 8 addresses and has as many as there are (kernel/trace/trace_entries.h).
   */
  private static EventFormat withOpenEnd(EventFormat format) {
    List<FormatField> fields = new ArrayList<>(format.fields());
    FormatField last = fields.isEmpty() ? null : fields.get(fields.size() - 1);
    if (last == null || !last.type().array() || last.type().placement() != Placement.INLINE) {
      return format;
    }
    FieldType open =
        new FieldType(
            last.type().declaration(),
            last.type().kind(),
            Placement.REST,
            last.type().elementBytes(),
            true,
            last.type().signed());
    fields.set(fields.size() - 1, new FormatField(last.name(), open, last.offset(), 0));
    return new EventFormat(
        format.name(), format.id(), format.commonFields(), fields, format.printFormat());
  }

  /** The event of that number; null if there is none. */
  public Event byId(int id) {
    return byId.get(id);
  }

  /** An event without a format: what all events begin with is known, the rest is bytes. */
  public Event unknown(int id) {
    List<FormatField> common = byId.values().iterator().next().format().commonFields();
    int end = common.stream().mapToInt(f -> f.offset() + f.size()).max().orElse(0);
    FormatField data = new FormatField("data", FieldTypes.of("u8[]", 0, false, 1), end, 0);
    return new Event("unknown", new EventFormat("unknown_" + id, id, common, List.of(data), ""));
  }

  /** All of them, in no order. */
  public Collection<Event> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  /** Formats that were left out, each with its file and why. */
  public List<String> problems() {
    return List.copyOf(problems);
  }
}
