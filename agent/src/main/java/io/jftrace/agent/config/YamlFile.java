// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A YAML file of settings, as {@code prometheus.port: 9464} or nested by the dots. */
final class YamlFile {

  private YamlFile() {}

  static void read(Path file, Values values) throws ConfigException {
    Object root;
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
      root = new Load(settings).loadFromString(Files.readString(file));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      throw new ConfigException(file + " line " + line + ": " + e.getProblem());
    } catch (NoSuchFileException e) {
      throw new ConfigException("there is no file " + file + ", which 'config' names");
    } catch (IOException | YamlEngineException e) {
      throw new ConfigException("cannot read the settings in " + file + ": " + e);
    }
    if (root instanceof Map<?, ?> map) {
      addAll("", map, file.toString(), values);
    } else if (root != null) {
      throw new ConfigException(file + " is no YAML mapping of settings, such as 'jfr: off'");
    }
  }

  private static void addAll(String prefix, Map<?, ?> map, String where, Values values)
      throws ConfigException {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = prefix + entry.getKey();
      if (key.equals(Setting.PROBE.key())) {
        YamlProbes.read(entry.getValue(), where, values);
      } else if (entry.getValue() instanceof Map<?, ?> nested) {
        addAll(key + ".", nested, where, values);
      } else {
        values.offer(key, entry.getValue() == null ? "" : entry.getValue().toString(), where);
      }
    }
  }
}
