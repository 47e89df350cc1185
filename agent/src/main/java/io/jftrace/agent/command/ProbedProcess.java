// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The process whose libraries are looked at, and which others have them mapped, too. */
final class ProbedProcess {

  private static final Path PROC = Path.of("/proc");

  private final Path directory;
  private final Map<String, MappedFile> files;
  private final boolean isSelf;

  private ProbedProcess(Path directory, Map<String, MappedFile> files, boolean isSelf) {
    this.directory = directory;
    this.files = files;
    this.isSelf = isSelf;
  }

  /** The process that this code runs in. */
  static ProbedProcess self() throws IOException {
    Path directory = PROC.resolve(Long.toString(ProcessHandle.current().pid()));
    return new ProbedProcess(directory, MappedFile.of(maps(directory)), true);
  }

  /**
   * Another process.
   *
   * @throws IOException if there is none, or it must not be looked at
   */
  static ProbedProcess of(long pid) throws IOException {
    Path directory = PROC.resolve(Long.toString(pid));
    if (!Files.isDirectory(directory)) {
      throw new IOException("no such process: " + pid);
    }
    Map<String, MappedFile> files = MappedFile.of(mapsOf(pid, directory));
    if (files.isEmpty()) {
      throw new IOException("process " + pid + " has no libraries: it is the kernel's, or ends");
    }
    return new ProbedProcess(directory, files, false);
  }

  private static List<String> mapsOf(long pid, Path directory) throws IOException {
    try {
      return maps(directory);
    } catch (NoSuchFileException e) {
      throw new IOException("no such process: " + pid, e);
    } catch (AccessDeniedException e) {
      throw new IOException(
          "no permission to look at process " + pid + ": it takes its user, or root", e);
    }
  }

  /** What is mapped of files whose names are no text is of no use here, but no error either. */
  private static List<String> maps(Path directory) throws IOException {
    byte[] bytes = Files.readAllBytes(directory.resolve("maps"));
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8).lines().toList();
  }

  Collection<MappedFile> files() {
    return files.values();
  }

  /** Where the file can be opened: another process may be in another mount namespace. */
  Path open(MappedFile file) {
    return isSelf
        ? Path.of(file.path())
        : directory.resolve("root").resolve(file.path().substring(1));
  }

  /** Looks at all other processes. */
  MappingCounts others() throws IOException {
    MappingCounts counts = new MappingCounts();
    try (var processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (!process.equals(directory) && !isThis(process)) {
          count(process, counts);
        }
      }
    }
    return counts;
  }

  /** The command itself has libraries mapped as well, but not for long. */
  private static boolean isThis(Path process) {
    return process
        .getFileName()
        .toString()
        .equals(Long.toString(ProcessHandle.current().pid()));
  }

  private static void count(Path process, MappingCounts counts) {
    try {
      counts.add(MappedFile.of(maps(process)).values());
    } catch (NoSuchFileException e) {
      // Has ended meanwhile.
    } catch (AccessDeniedException e) {
      counts.addUnknown();
    } catch (IOException e) {
      // Ends just now: ESRCH.
    }
  }
}
