// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file that a process has mapped as code.
 *
 * @param path as that process sees it
 * @param identity device and inode, by which it is the same file in other processes
 */
record MappedFile(String path, String identity) {

  /** Columns of {@code /proc/PID/maps}: range, permissions, offset, device, inode, path. */
  private static final int COLUMNS = 6;

  private static final String DELETED = " (deleted)";

  /**
   * Each file once, by path, in the order of the lines, as of proc(5). A file that was deleted is
   * left out: it cannot be opened any more, so that it cannot be probed.
   */
  static Map<String, MappedFile> of(List<String> maps) {
    Map<String, MappedFile> files = new LinkedHashMap<>();
    for (String line : maps) {
      String[] columns = line.split(" +", COLUMNS);
      if (columns.length == COLUMNS
          && columns[1].contains("x")
          && columns[5].startsWith("/")
          && !columns[5].endsWith(DELETED)) {
        String identity = columns[3] + " " + columns[4];
        files.putIfAbsent(columns[5], new MappedFile(columns[5], identity));
      }
    }
    return files;
  }

  /**
   * Its name without version and ending, as specifications have it: {@code libc} for {@code
   * libc.so.6} and {@code libc-2.31.so}; the whole path if it is no library.
   */
  String library() {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int ending = name.indexOf(".so");
    return ending < 0 ? path : name.substring(0, ending).replaceFirst("-[\\d.]+$", "");
  }
}
