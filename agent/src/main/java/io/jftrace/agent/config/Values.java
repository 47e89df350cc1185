// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.config;

import io.jftrace.tracefs.Nearest;
import java.util.EnumMap;
import java.util.Map;

/** The settings that were given, each with the place that decided it. */
final class Values {

  /** Between the specifications of probes. */
  static final String PROBE_SEPARATOR = "; ";

  private record Given(String value, String where) {}

  private final Map<Setting, Given> given = new EnumMap<>(Setting.class);

  /**
   * Notes a value unless a place of higher precedence gave one. Probes that one place gives in
   * several values are taken together.
   */
  void offer(Setting setting, String value, String where) {
    Given before = given.putIfAbsent(setting, new Given(value.strip(), where));
    if (before != null && setting == Setting.PROBE && before.where.equals(where)) {
      given.put(setting, new Given(before.value + PROBE_SEPARATOR + value.strip(), where));
    }
  }

  /**
   * Notes the value of a key as the user wrote it.
   *
   * @throws ConfigException if there is no such key
   */
  void offer(String key, String value, String where) throws ConfigException {
    Setting setting = Setting.ofKey(key).orElse(null);
    if (setting == null) {
      throw new ConfigException(
          "unknown key '"
              + key
              + "' in "
              + where
              + "; did you mean '"
              + Nearest.to(key, Setting.keys())
              + "'?");
    }
    offer(setting, value, where);
  }

  boolean isGiven(Setting setting) {
    return given.containsKey(setting) && !given.get(setting).value.isEmpty();
  }

  String text(Setting setting) {
    Given g = given.get(setting);
    return g == null ? setting.defaultValue() : g.value;
  }

  boolean onOff(Setting setting) throws ConfigException {
    return switch (text(setting)) {
      case "on", "true" -> true;
      case "off", "false" -> false;
      default -> throw bad(setting);
    };
  }

  int integer(Setting setting, int min, int max) throws ConfigException {
    try {
      int value = Integer.parseInt(text(setting));
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw bad(setting);
  }

  <E extends Enum<E>> E oneOf(Setting setting, Class<E> type) throws ConfigException {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(text(setting))) {
        return constant;
      }
    }
    throw bad(setting);
  }

  /** A time with its unit, in nanoseconds. */
  long durationNanos(Setting setting) throws ConfigException {
    try {
      return Durations.nanos(text(setting));
    } catch (IllegalArgumentException e) {
      throw bad(setting);
    }
  }

  ConfigException bad(Setting setting) {
    Given g = given.get(setting);
    String where = g == null ? "the defaults" : g.where;
    return new ConfigException(
        setting.key()
            + "="
            + text(setting)
            + " in "
            + where
            + " is not understood; it takes "
            + setting.accepted());
  }
}
