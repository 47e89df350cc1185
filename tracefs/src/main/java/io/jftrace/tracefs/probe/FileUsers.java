// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import io.jftrace.tracefs.probe.MappedFiles.MappedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The processes that have mapped a file. */
final class FileUsers {

  private final MappedFile file;

  FileUsers(MappedFile file) {
    this.file = file;
  }

  /** As many as can be seen from here. */
  int count() {
    int count = 0;
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        count += isUsedBy(process) ? 1 : 0;
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Not being able to look is no reason not to probe.
    }
    return Math.max(count, 1);
  }

  private boolean isUsedBy(Path process) {
    try {
      String maps = Files.readString(process.resolve("maps"), StandardCharsets.ISO_8859_1);
      return maps.contains(" " + file.identity() + " ");
    } catch (IOException e) {
      // Gone, or somebody else's.
      return false;
    }
  }
}
