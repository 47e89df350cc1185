// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why the kernel refused something: its error_log, of the whole tracefs or of an instance
 * (Documentation/trace/ftrace.rst). Others write it, too; it keeps the last few entries.
 */
final class ErrorLog {

  /** The length of what stands before a command. */
  private static final int INDENT = "  Command: ".length();

  private static final Pattern ENTRY =
      Pattern.compile(
          "(\\[[^\\n]*?\\] [^\\n]*error: ([^\\n]*)\\n {2}Command: ([^\\n]*)\\n( *)\\^)");

  /**
   * A refusal.
   *
   * @param id differs from that of any other
   * @param column in the command
   */
  record Entry(String id, String message, String command, int column) {}

  private final Path file;

  ErrorLog(Path directory) {
    file = directory.resolve("error_log");
  }

  /** The newest entry; null if there is none, or no such log (before Linux 5.2). */
  Entry newest() {
    Entry newest = null;
    try {
      Matcher m = ENTRY.matcher(Files.readString(file));
      while (m.find()) {
        int column = m.group(4).length() - INDENT;
        newest = new Entry(m.group(1), m.group(2), m.group(3), column);
      }
    } catch (IOException e) {
      // The refusal is told without a reason then.
    }
    return newest;
  }

  /**
   * Why a command has just been refused; null if that is not known: some refusals are not logged.
   *
   * @param before what the newest entry was before
   */
  Entry reason(Entry before, String command) {
    Entry newest = newest();
    boolean isNew = newest != null && (before == null || !newest.id().equals(before.id()));
    return isNew && newest.command().strip().equals(command.strip()) ? newest : null;
  }
}
