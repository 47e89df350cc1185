// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.config;

import io.jftrace.tracefs.Nearest;
import io.jftrace.tracefs.probe.ProbeSpec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The settings that were given, each with the place that decided it. */
final class Values {

  private record Given(String value, String where) {}

  private final Map<Setting, Given> given = new EnumMap<>(Setting.class);
  private final List<String> probes = new ArrayList<>();
  private final List<String> probeProblems = new ArrayList<>();
  private String probesWhere;

  /** Notes a value unless a place of higher precedence gave one. */
  void offer(Setting setting, String value, String where) {
    if (setting == Setting.PROBE) {
      offerProbes(ProbeSpec.split(value), List.of(), where);
    } else {
      given.putIfAbsent(setting, new Given(value.strip(), where));
    }
  }

  /**
   * Notes probes unless a place of higher precedence gave some. Those that one place gives in
   * several values are taken together.
   *
   * @param problems what is wrong with others, a line each
   */
  void offerProbes(List<String> specifications, List<String> problems, String where) {
    if (probesWhere == null || probesWhere.equals(where)) {
      probesWhere = where;
      probes.addAll(specifications);
      probeProblems.addAll(problems);
    }
  }

  /** The specifications of probes, which are not looked at yet. */
  List<String> probes() {
    return probes;
  }

  /** Why others are left out already, a line each. */
  List<String> probeProblems() {
    return probeProblems;
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

  /** The place that decided a setting which is given. */
  String where(Setting setting) {
    return given.get(setting).where;
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
