// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** OpenTelemetry's standard variables; one that is empty counts as not set. */
public final class OtelVariables {

  private final Function<String, String> lookup;
  private final Consumer<String> warn;

  OtelVariables(Function<String, String> lookup, Consumer<String> warn) {
    this.lookup = lookup;
    this.warn = warn;
  }

  /**
   * A lookup by the names of environment variables that asks the system properties first, where
   * {@code OTEL_SERVICE_NAME} is {@code otel.service.name}.
   *
   * @param property for example {@code System::getProperty}
   * @param environment for example {@code System::getenv}
   */
  public static Function<String, String> propertiesThenEnvironment(
      Function<String, String> property, Function<String, String> environment) {
    return name -> {
      String value = property.apply(name.toLowerCase(Locale.ROOT).replace('_', '.'));
      return value == null || value.isBlank() ? environment.apply(name) : value;
    };
  }

  /** The value, or null. */
  String get(String name) {
    String value = lookup.apply(name);
    return value == null || value.isBlank() ? null : value.trim();
  }

  /** The value of the first name that has one, or null. */
  String firstOf(String... names) {
    String name = firstSet(names);
    return name == null ? null : get(name);
  }

  /** The first name that has a value, or null. */
  String firstSet(String... names) {
    for (String name : names) {
      if (get(name) != null) {
        return name;
      }
    }
    return null;
  }

  /** The values of a list {@code a,b}, without blanks around them; empty if it is not set. */
  List<String> list(String name) {
    String value = get(name);
    return value == null ? List.of() : List.of(value.split("\\s*,\\s*", -1));
  }

  /** Says one line about a variable that cannot be used. */
  void warn(String line) {
    warn.accept(line);
  }

  boolean isTrue(String name) {
    return "true".equalsIgnoreCase(get(name));
  }

  /**
   * A number of at least a minimum. As the specification has it, a value that is none is warned
   * about and counts as not set.
   */
  long number(long minimum, long otherwise, String... names) {
    String name = firstSet(names);
    if (name == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(get(name));
      if (number >= minimum) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Warned about below.
    }
    warn.accept(
        "%s: not a whole number of at least %d: %s; using %d"
            .formatted(name, minimum, get(name), otherwise));
    return otherwise;
  }

  /** A list {@code key=value,key=value} with percent-encoded values. */
  Map<String, String> pairs(String... names) {
    return KeyValues.parse(firstOf(names));
  }
}
