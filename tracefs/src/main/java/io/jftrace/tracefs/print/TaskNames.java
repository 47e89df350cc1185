// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.format.FieldKind;
import io.jftrace.tracefs.format.FormatField;
import java.util.ArrayList;
import java.util.List;

/** The names of tasks that an event's own fields tell. */
final class TaskNames {

  private record Pair(FormatField pid, FormatField comm) {}

  private final List<Pair> pairs = new ArrayList<>();

  TaskNames(EventFormat format) {
    add(format, "pid", "comm");
    add(format, "pid", "newcomm");
    add(format, "prev_pid", "prev_comm");
    add(format, "next_pid", "next_comm");
    add(format, "parent_pid", "parent_comm");
    add(format, "child_pid", "child_comm");
  }

  private void add(EventFormat format, String pidName, String commName) {
    FormatField pid = format.find(pidName);
    FormatField comm = format.find(commName);
    if (pid != null && comm != null && pid.isInteger() && comm.type().kind() == FieldKind.TEXT) {
      pairs.add(new Pair(pid, comm));
    }
  }

  void learn(EventRecord record, CommandNames commands) {
    for (Pair pair : pairs) {
      String comm = record.text(pair.comm());
      if (!comm.isEmpty()) {
        commands.put((int) record.integer(pair.pid()), comm);
      }
    }
  }
}
