// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one line that the agent prints in normal operation.
 *
 * @param outputs as it lists them
 */
public record StartLine(long pid, List<String> outputs) {

  private static final Pattern FORMAT =
      Pattern.compile("\\[jftrace] \\d\\S* tracing (\\d+): tracefs /\\S+ (?:→|->) (.+)");

  /** Empty if this is another line. */
  public static Optional<StartLine> parse(String line) {
    Matcher m = FORMAT.matcher(line);
    return m.matches()
        ? Optional.of(new StartLine(Long.parseLong(m.group(1)), List.of(m.group(2).split(", "))))
        : Optional.empty();
  }

  /** Where the metrics are, if it says so. */
  public Optional<URI> metrics() {
    return outputs.stream().filter(o -> o.startsWith("http:")).map(URI::create).findAny();
  }
}
