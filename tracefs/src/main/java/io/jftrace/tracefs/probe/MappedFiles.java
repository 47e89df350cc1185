// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that a process has mapped, from its {@code /proc/PID/maps} (proc_pid_maps(5)). */
final class MappedFiles {

  /** Addresses, permissions, offset, device and inode, path. */
  private static final Pattern LINE =
      Pattern.compile("\\S+ \\S+ \\S+ (\\S+ \\d+)\\s+(/.*?)( \\(deleted\\))?");

  /**
   * A file.
   *
   * @param identity device and inode, as the kernel writes them
   * @param isDeleted whether the path has another file by now, or none
   */
  record MappedFile(String path, String identity, boolean isDeleted) {

    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  private final Map<String, MappedFile> byPath = new TreeMap<>();

  MappedFiles(List<String> mapsLines) {
    for (String line : mapsLines) {
      Matcher m = LINE.matcher(line);
      if (m.matches()) {
        byPath.put(m.group(2), new MappedFile(m.group(2), m.group(1), m.group(3) != null));
      }
    }
  }

  Collection<MappedFile> all() {
    return byPath.values();
  }

  /** The file of that path; null if it is not mapped. */
  MappedFile at(String path) {
    return byPath.get(path);
  }
}
