// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.config;

import io.jftrace.tracefs.Nearest;
import io.jftrace.tracefs.probe.ProbeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Probes in a YAML file: a specification, or a list of them, each as a text or as a mapping. */
final class YamlProbes {

  private static final String NAME = "name";
  private static final String PROBE = "probe";
  private static final String ARGS = "args";
  private static final String FILTER = "filter";
  private static final String RATE = "rate";
  private static final List<String> KEYS = List.of(NAME, PROBE, ARGS, FILTER, RATE);

  private final String where;
  private final int number;

  private YamlProbes(String where, int number) {
    this.where = where;
    this.number = number;
  }

  /**
   * Reads them; one that is none of those is a problem, and the others are taken.
   *
   * @param where the file's name
   */
  static void read(Object value, String where, Values values) {
    if (value instanceof String text) {
      values.offer(Setting.PROBE, text, where);
    } else if (value != null) {
      List<?> list = value instanceof List<?> several ? several : List.of(value);
      List<String> texts = new ArrayList<>();
      List<String> problems = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        try {
          texts.addAll(ProbeSpec.split(new YamlProbes(where, i + 1).one(list.get(i))));
        } catch (ConfigException e) {
          problems.add(e.getMessage());
        }
      }
      values.offerProbes(texts, problems, where);
    }
  }

  private String one(Object value) throws ConfigException {
    if (value instanceof String text) {
      return text.strip();
    }
    if (value instanceof Map<?, ?> map) {
      return ofMapping(map);
    }
    throw bad("is no text, and no mapping of " + KEYS);
  }

  private String ofMapping(Map<?, ?> map) throws ConfigException {
    for (Object key : map.keySet()) {
      if (!KEYS.contains(String.valueOf(key))) {
        throw bad(
            "has an unknown key '"
                + key
                + "'; did you mean '"
                + Nearest.to(String.valueOf(key), KEYS)
                + "'?");
      }
    }
    if (!map.containsKey(PROBE)) {
      throw bad("has no key 'probe', which says what to probe");
    }
    StringBuilder text = new StringBuilder();
    if (map.containsKey(NAME)) {
      text.append(scalar(NAME, map.get(NAME))).append('=');
    }
    text.append(scalar(PROBE, map.get(PROBE)));
    if (map.containsKey(ARGS)) {
      appendArguments(map.get(ARGS), text);
    }
    if (map.containsKey(FILTER)) {
      text.append(" /").append(scalar(FILTER, map.get(FILTER))).append('/');
    }
    if (map.containsKey(RATE)) {
      text.append(" rate=").append(scalar(RATE, map.get(RATE)));
    }
    return text.toString();
  }

  private void appendArguments(Object arguments, StringBuilder text) throws ConfigException {
    if (!(arguments instanceof Map<?, ?> map)) {
      throw bad("has args that are no mapping, such as {size: 'arg1:u64'}");
    }
    for (Map.Entry<?, ?> argument : map.entrySet()) {
      String name = scalar(ARGS, argument.getKey());
      text.append(' ').append(name).append('=').append(scalar(name, argument.getValue()));
    }
  }

  private String scalar(String key, Object value) throws ConfigException {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value.toString().strip();
    }
    throw bad("has '" + key + "' without a value");
  }

  private ConfigException bad(String what) {
    return new ConfigException(where + ": probe " + number + " " + what);
  }
}
