// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a shared library is mapped.
 *
 * @param file the library's file
 * @param baseAddress of the library's first byte
 */
record MappedLibrary(Path file, long baseAddress) {

  private static final Path MAPS = Path.of("/proc/self/maps");

  /** Number of columns before the path: range, permissions, offset, device, inode. */
  private static final int COLUMNS = 6;

  /**
   * Finds a library of this process by its file name.
   *
   * @throws FileNotFoundException if it is not mapped
   */
  static MappedLibrary find(String fileName) throws IOException {
    return find(fileName, Files.readAllLines(MAPS));
  }

  /** For lines in the format of {@code /proc/<pid>/maps}, see proc(5). */
  static MappedLibrary find(String fileName, List<String> maps) throws FileNotFoundException {
    for (String line : maps) {
      String[] columns = line.split(" +", COLUMNS);
      if (columns.length == COLUMNS
          && columns[5].endsWith("/" + fileName)
          && Long.parseLong(columns[2], 16) == 0) {
        String start = columns[0].substring(0, columns[0].indexOf('-'));
        return new MappedLibrary(Path.of(columns[5]), Long.parseUnsignedLong(start, 16));
      }
    }
    throw new FileNotFoundException("no " + fileName + " in " + MAPS);
  }
}
