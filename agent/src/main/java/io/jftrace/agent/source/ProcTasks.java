// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.TaskNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What /proc says of tasks (Documentation/filesystems/proc.rst). */
public final class ProcTasks implements TaskNames {

  private static final Path PROC = Path.of("/proc");
  private static final Path OWN_TASKS = Path.of("/proc/self/task");

  /**
   * The threads of this process, sorted.
   *
   * @throws IOException if they cannot be listed, as when the process has too many open files
   */
  int[] ownTids() throws IOException {
    String[] names = OWN_TASKS.toFile().list();
    if (names == null || names.length == 0) {
      throw new IOException("cannot list " + OWN_TASKS);
    }
    return Arrays.stream(names).mapToInt(Integer::parseInt).sorted().toArray();
  }

  /** The calling thread's id. */
  public static int currentTid() throws IOException {
    // "<pid>/task/<tid>"
    Path self = Files.readSymbolicLink(PROC.resolve("thread-self"));
    return Integer.parseInt(self.getFileName().toString());
  }

  /** The state letter of a thread of this process, or X if it is gone. */
  char ownState(int tid) {
    String[] fields = statFields(OWN_TASKS.resolve(tid + "/stat"));
    return fields.length == 0 ? 'X' : fields[0].charAt(0);
  }

  /** When a process started, in clock ticks since boot, or -1 if there is none of that id. */
  static long startTime(long pid) {
    // Field 22 of stat; the fields here begin with the third.
    String[] fields = statFields(PROC.resolve(pid + "/stat"));
    return fields.length < 20 ? -1 : Long.parseLong(fields[19]);
  }

  /** The fields behind the comm, which is in parentheses and may hold anything. */
  private static String[] statFields(Path stat) {
    String text = read(stat);
    int end = text.lastIndexOf(')');
    return end < 0 ? new String[0] : text.substring(end + 1).strip().split(" ", -1);
  }

  @Override
  public String comm(int tid) {
    return read(PROC.resolve(tid + "/comm")).strip();
  }

  /** The id that was given to a task last, on the whole system. */
  int lastTid() throws IOException {
    String[] fields = ProcFile.read(PROC.resolve("loadavg")).strip().split(" ", -1);
    return Integer.parseInt(fields[fields.length - 1]);
  }

  /** The first id that is never given to a task. */
  int pidMax() throws IOException {
    return Integer.parseInt(ProcFile.read(PROC.resolve("sys/kernel/pid_max")).strip());
  }

  /** The text of a file, or an empty one if its task is gone. */
  private static String read(Path file) {
    try {
      return ProcFile.read(file);
    } catch (IOException e) {
      return "";
    }
  }
}
