// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What the arguments of known static probes are called, and which of them are texts. */
public final class UsdtNames {

  private static final String TABLE = "usdt-arguments.txt";

  private final Map<String, String> argumentsByProbe = new HashMap<>();

  /** Reads the table. */
  public UsdtNames() {
    try (InputStream in = UsdtNames.class.getResourceAsStream(TABLE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.isEmpty() && !line.startsWith("#")).forEach(this::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String line) {
    int blank = line.indexOf(' ');
    argumentsByProbe.put(line.substring(0, blank), line.substring(blank + 1));
  }

  /**
   * The arguments of a probe as a specification has them, for example {@code
   * class=arg0:string(arg1) loader=arg2:x64}; null if it is not in the table.
   */
  public String arguments(String provider, String name) {
    return argumentsByProbe.get(provider + ":" + name);
  }
}
