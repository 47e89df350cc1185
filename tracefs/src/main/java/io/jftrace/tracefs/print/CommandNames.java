// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import java.util.HashMap;
import java.util.Map;

/**
 * The names of tasks (comm) by their pid, as tracefs' {@code saved_cmdlines} has them, and as the
 * kernel's text shows them.
 */
public final class CommandNames {

  private static final String IDLE = "<idle>";
  private static final String NEGATIVE = "<XXX>";
  private static final String UNKNOWN = "<...>";

  private final Map<Integer, String> names = new HashMap<>();

  /**
   * Reads the text of {@code saved_cmdlines}: a line has the pid, a space, and the name. Other
   * lines are ignored.
   */
  public static CommandNames parse(String savedCmdlines) {
    CommandNames commands = new CommandNames();
    for (String line : savedCmdlines.split("\n", -1)) {
      int space = line.indexOf(' ');
      if (space > 0) {
        commands.add(line.substring(0, space), line.substring(space + 1));
      }
    }
    return commands;
  }

  private void add(String pid, String name) {
    try {
      names.put(Integer.valueOf(pid), name);
    } catch (NumberFormatException e) {
      // No line of saved_cmdlines.
    }
  }

  /** Learns a name; one that is known already is replaced. */
  public void put(int pid, String name) {
    names.put(pid, name);
  }

  /** The name of a task, or what the kernel shows instead. */
  public String name(int pid) {
    if (pid == 0) {
      return IDLE;
    }
    return pid < 0 ? NEGATIVE : names.getOrDefault(pid, UNKNOWN);
  }
}
