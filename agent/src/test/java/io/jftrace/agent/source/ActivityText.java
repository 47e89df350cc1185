// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kernel's own text of a trace, as {@link ActivityLog} words what is in it. */
final class ActivityText {

  /** Such as {@code bash-127 [000] ..... 20.035609: sys_exit: NR 1 = 2}. */
  private static final Pattern LINE =
      Pattern.compile(
          "^.{16,}-(\\d+)\\s+\\[\\d+]\\s+\\S{2}(\\S)\\S*\\s+\\d+\\.\\d{6}: (\\w+): (.*)$");

  /** The third flag of a line that no interrupt has made; a letter if one has. */
  private static final String TASK = ".";

  /** Such as {@code 254,0 WS 4096 () 2048 + 8 none,0,0 [java]}; the priority since Linux 6.11. */
  private static final Pattern BLOCK =
      Pattern.compile("(\\d+,\\d+) (\\S+) (?:(\\d+) )?\\(.*?\\) (\\d+ \\+ \\d+) .*\\[(.*)]$");

  /** Of a flush, at its end; at its issue the kernel prints 0. */
  private static final String NO_SECTOR = Long.toUnsignedString(-1);

  private ActivityText() {}

  static List<ActivityLog.Entry> parse(List<String> trace) {
    List<ActivityLog.Entry> entries = new ArrayList<>();
    for (String line : trace) {
      Matcher m = LINE.matcher(line);
      if (!line.startsWith("#") && m.matches()) {
        int tid = Integer.parseInt(m.group(1));
        String event = m.group(3);
        String text = text(event, m.group(4));
        boolean othersRequest = event.equals("block_rq_issue") && !m.group(2).equals(TASK);
        if (text != null && !othersRequest) {
          boolean anybody = event.equals("block_rq_complete");
          entries.add(new ActivityLog.Entry(anybody ? -1 : tid, event, text));
        }
      }
    }
    return entries;
  }

  private static String text(String event, String fields) {
    return switch (event) {
      // Three of the six arguments are decoded.
      case "sys_enter" -> fields.replaceFirst("(\\(\\w+, \\w+, \\w+).*", "$1");
      case "sys_exit" -> fields;
      case "page_fault_user", "page_fault_kernel" -> fields.replaceFirst(" .*", "");
      case "block_rq_issue", "block_rq_complete" -> block(event, fields);
      default -> null;
    };
  }

  private static String block(String event, String fields) {
    Matcher m = BLOCK.matcher(fields);
    if (!m.matches()) {
      throw new IllegalArgumentException(fields);
    }
    return event.equals("block_rq_issue")
        ? m.group(1) + " " + operation(m.group(2)) + " " + m.group(3) + " " + m.group(4)
        : m.group(1) + " " + m.group(4).replace(NO_SECTOR, "0") + " [" + m.group(5) + "]";
  }

  private static String operation(String letters) {
    String word = letters.replaceFirst("^F(?=[RWD])", "");
    return switch (word.charAt(0)) {
      case 'R' -> "read";
      case 'W' -> "write";
      case 'D' -> "discard";
      case 'F' -> "flush";
      default -> "other";
    };
  }
}
