// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.config;

import io.jftrace.tracefs.Nearest;
import java.util.Map;
import java.util.TreeMap;

/** The places, other than a file, where settings are given. */
final class Places {

  private static final String PROPERTY_PREFIX = "jftrace.";
  private static final String VARIABLE_PREFIX = "JFTRACE_";

  private static final String PROPERTY = "system property ";
  private static final String VARIABLE = "environment variable ";

  private Places() {}

  /** Whether the code of the application finds the same setting at this place. */
  static boolean isSeenByApplication(String where) {
    return where.startsWith(PROPERTY) || where.startsWith(VARIABLE);
  }

  static void agentArguments(String arguments, Values values) throws ConfigException {
    if (arguments == null || arguments.isBlank()) {
      return;
    }
    String before = "";
    for (String argument : arguments.split(",", -1)) {
      int equals = argument.indexOf('=');
      String key = equals < 0 ? argument : argument.substring(0, equals).strip();
      if (before.equals(Setting.PROBE.key()) && Setting.ofKey(key).isEmpty()) {
        throw new ConfigException(
            "',"
                + argument
                + "' in agent arguments is no setting; a probe that has a comma is given by -D"
                + Setting.PROBE.systemProperty()
                + ", "
                + Setting.PROBE.environmentVariable()
                + " or a file");
      }
      if (equals < 0) {
        throw new ConfigException(
            "agent argument '" + argument + "' has no value; write key=value,key=value");
      }
      values.offer(key, argument.substring(equals + 1), "agent arguments");
      before = key;
    }
  }

  static void systemProperties(Map<?, ?> properties, Values values) throws ConfigException {
    for (Map.Entry<?, ?> property : properties.entrySet()) {
      if (property.getKey() instanceof String name
          && property.getValue() instanceof String value
          && name.startsWith(PROPERTY_PREFIX)) {
        values.offer(name.substring(PROPERTY_PREFIX.length()), value, PROPERTY + name);
      }
    }
  }

  static void environment(Map<String, String> environment, Values values) throws ConfigException {
    Map<String, Setting> byVariable = new TreeMap<>();
    for (String key : Setting.keys()) {
      Setting setting = Setting.ofKey(key).orElseThrow();
      byVariable.put(setting.environmentVariable(), setting);
    }
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String name = variable.getKey();
      if (name.startsWith(VARIABLE_PREFIX)) {
        Setting setting = byVariable.get(name);
        if (setting == null) {
          throw new ConfigException(
              "unknown environment variable "
                  + name
                  + "; did you mean "
                  + Nearest.to(name, byVariable.keySet())
                  + "?");
        }
        values.offer(setting, variable.getValue(), VARIABLE + name);
      }
    }
  }
}
