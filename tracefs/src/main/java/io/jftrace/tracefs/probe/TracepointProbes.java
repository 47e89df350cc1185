// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import io.jftrace.tracefs.Nearest;
import io.jftrace.tracefs.Tracefs;
import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.FieldKind;
import io.jftrace.tracefs.format.FormatField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The kernel's own events that a specification names. */
final class TracepointProbes {

  private final Tracefs tracefs;
  private final ProbeSpec spec;

  TracepointProbes(Tracefs tracefs, ProbeSpec spec) {
    this.tracefs = tracefs;
    this.spec = spec;
  }

  List<PlannedProbe> plan() throws IOException {
    List<PlannedProbe> planned = new ArrayList<>();
    for (String event : find()) {
      String path = spec.target().group().text() + "/" + event;
      EventPlan hit = EventPlan.existing(path, values(tracefs.format(path)));
      planned.add(
          new PlannedProbe(
              event, PlaceText.of(spec, event), hit, null, ProbeCost.OF_KERNEL, List.of()));
    }
    return planned;
  }

  private List<String> find() throws ProbeException {
    SpecPart system = spec.target().group();
    SpecPart name = spec.target().name();
    Path events = tracefs.root().resolve("events");
    List<String> systems = directories(events);
    if (!systems.contains(system.text())) {
      throw spec.bad(
          system,
          "unknown system '"
              + system.text()
              + "' of tracepoints"
              + Nearest.question(system.text(), systems));
    }
    List<String> all = directories(events.resolve(system.text()));
    Predicate<String> wanted = Glob.matcher(name.text());
    List<String> found = all.stream().filter(wanted).toList();
    if (found.isEmpty()) {
      throw spec.bad(
          name,
          "unknown tracepoint '"
              + name.text()
              + "' of "
              + system.text()
              + Nearest.question(name.text(), all));
    }
    return found;
  }

  /** Those of probes, whoever defined them, are none of the kernel's own. */
  private static List<String> directories(Path parent) {
    try (Stream<Path> children = Files.list(parent)) {
      return children
          .filter(Files::isDirectory)
          .map(child -> child.getFileName().toString())
          .filter(name -> !name.startsWith("jftrace_"))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private List<RecordedValue> values(EventFormat format) throws ProbeException {
    List<RecordedValue> values = new ArrayList<>();
    if (spec.arguments().isEmpty()) {
      for (FormatField field : format.fields()) {
        ValueType type = type(field);
        if (type != null) {
          values.add(new RecordedValue(ReservedNames.free(field.name()), field.name(), type, null));
        }
      }
    }
    for (ProbeArgument argument : spec.arguments()) {
      values.add(value(argument, format));
    }
    return values;
  }

  private RecordedValue value(ProbeArgument argument, EventFormat format) throws ProbeException {
    String name = argument.fetch().text();
    FormatField field = format.find(name);
    if (field == null) {
      List<String> names = format.fields().stream().map(FormatField::name).toList();
      throw spec.bad(
          argument.fetch(),
          format.name() + " has no field '" + name + "'" + Nearest.question(name, names));
    }
    ValueType type = type(field);
    if (type == null) {
      throw spec.bad(
          argument.fetch(), "field " + name + " is neither a number nor a text: " + field);
    }
    return new RecordedValue(argument.name().text(), name, shown(argument, type), null);
  }

  private ValueType shown(ProbeArgument argument, ValueType type) throws ProbeException {
    if (argument.type() == null) {
      return type;
    }
    if (argument.type().isText() && type == ValueType.HEX) {
      throw spec.bad(
          argument.typeText(),
          "field "
              + argument.fetch().text()
              + " is an address; the text there is had from a function, as by"
              + " call:libc:open64 path=arg0:string");
    }
    if (argument.type().isText() != (type == ValueType.TEXT)) {
      throw spec.bad(
          argument.typeText(),
          "field "
              + argument.fetch().text()
              + (type == ValueType.TEXT ? " is a text" : " is a number"));
    }
    return argument.type().valueType();
  }

  /** Null if it cannot be shown as one value. */
  private static ValueType type(FormatField field) {
    if (field.type().kind() == FieldKind.TEXT) {
      return ValueType.TEXT;
    }
    if (!field.isInteger()) {
      return null;
    }
    return switch (field.type().kind()) {
      case BOOL -> ValueType.BOOLEAN;
      case POINTER -> ValueType.HEX;
      default -> field.isSigned() ? ValueType.SIGNED : ValueType.UNSIGNED;
    };
  }
}
