// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import io.jftrace.tracefs.Nearest;
import io.jftrace.tracefs.probe.MappedFiles.MappedFile;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The libraries of a process, as users call them, and their files. */
public final class Libraries {

  private static final Path PROC = Path.of("/proc");
  private static final Path OWN_ROOT = Path.of("/");

  /** As the JVM takes paths for text. */
  private static final Charset PATHS =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private static final String JVM = "libjvm.so";
  private static final String SUFFIX = ".so";

  private final MappedFiles mapped;
  private final Path root;

  private Libraries(MappedFiles mapped, Path root) {
    this.mapped = mapped;
    this.root = root;
  }

  /**
   * Those that a process has mapped now.
   *
   * @throws IOException if that is not known of the process
   */
  public static Libraries ofProcess(long pid) throws IOException {
    Path process = PROC.resolve(Long.toString(pid));
    String maps = new String(Files.readAllBytes(process.resolve("maps")), PATHS);
    boolean isOwn = pid == ProcessHandle.current().pid();
    return of(maps.lines().toList(), isOwn ? Path.of("/") : process.resolve("root"));
  }

  /**
   * Those of a process.
   *
   * @param mapsLines of its {@code /proc/PID/maps}
   * @param root its root directory, as this process reaches it: it may be in a container
   */
  public static Libraries of(List<String> mapsLines, Path root) {
    return new Libraries(new MappedFiles(mapsLines), root);
  }

  /**
   * The file of a library.
   *
   * @param library an absolute path as the process has it; or a file's name, whose version and
   *     {@code .so} may be left out: {@code libc} is libc.so.6 as well as libc-2.31.so
   * @return as this process can open it
   * @throws IOException if there is none, or several; the message says what there is
   */
  public Path find(String library) throws IOException {
    if (library.startsWith("/")) {
      return existing(library, mappedAt(library));
    }
    List<MappedFile> files =
        mapped.all().stream().filter(f -> isCalled(f.name(), library)).toList();
    if (files.size() > 1) {
      String paths = files.stream().map(MappedFile::path).collect(Collectors.joining(", "));
      throw new IOException("several libraries are called " + library + ": write one of " + paths);
    }
    return files.isEmpty() ? inDirectories(library) : existing(files.get(0).path(), files.get(0));
  }

  /** The paths of all files that the process has mapped and that are still there, by path. */
  public List<String> paths() {
    return mapped.all().stream().filter(file -> !file.isDeleted()).map(MappedFile::path).toList();
  }

  /**
   * How many other processes have mapped a file, whose hits cost time, too; those of this process
   * itself are not counted. 0 if the process has not mapped it.
   */
  public int otherProcesses(Path file) {
    MappedFile own = mappedAt("/" + root.relativize(file));
    return own == null ? 0 : new FileUsers(own).count() - 1;
  }

  private MappedFile mappedAt(String path) {
    MappedFile file = mapped.at(path);
    return file == null ? mapped.at(withoutLinks(path)) : file;
  }

  /** The kernel gives the paths of files, whatever links they were opened by. */
  private String withoutLinks(String path) {
    try {
      return root.equals(OWN_ROOT) ? inRoot(path).toRealPath().toString() : path;
    } catch (IOException e) {
      return path;
    }
  }

  private Path existing(String path, MappedFile file) throws IOException {
    if (file != null && file.isDeleted()) {
      throw new IOException(
          path + " was deleted or replaced after the process had loaded it; start it again");
    }
    if (!Files.isRegularFile(inRoot(path))) {
      throw new IOException("there is no file " + path);
    }
    return inRoot(path);
  }

  /** A library that is not loaded yet. */
  private Path inDirectories(String library) throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path directory : directories()) {
      for (Path file : list(directory)) {
        String name = file.getFileName().toString();
        if (isCalled(name, library)) {
          return file;
        }
        names.add(called(name, library));
      }
    }
    mapped.all().forEach(file -> names.add(called(file.name(), library)));
    throw new IOException("unknown library '" + library + "'" + Nearest.question(library, names));
  }

  /** Where the process's libraries are; those of a JVM are above libjvm.so's directory as well. */
  private Set<Path> directories() {
    Set<Path> directories = new TreeSet<>();
    for (MappedFile file : mapped.all()) {
      if (file.name().contains(SUFFIX)) {
        addDirectories(file, directories);
      }
    }
    return directories;
  }

  private void addDirectories(MappedFile file, Set<Path> directories) {
    try {
      Path directory = inRoot(file.path()).getParent();
      directories.add(directory);
      if (file.name().equals(JVM)) {
        directories.add(directory.getParent());
      }
    } catch (IOException e) {
      // Nothing can be opened there.
    }
  }

  /** libm.so.6 before libm.so, which may be a text for the linker. */
  private static List<Path> list(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().contains(SUFFIX))
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (IOException e) {
      // It may be gone, or not be readable: then nothing in it can be probed.
      return List.of();
    }
  }

  private Path inRoot(String path) throws IOException {
    try {
      return root.resolve(path.substring(1));
    } catch (InvalidPathException e) {
      throw new IOException(
          "the path " + path + " cannot be opened in this JVM's locale; set LC_ALL=C.UTF-8", e);
    }
  }

  private static boolean isCalled(String file, String library) {
    String base = library.endsWith(SUFFIX) ? withoutSuffix(library) : library;
    return file.equals(library)
        || Pattern.matches(Pattern.quote(base) + "(-[\\d.]+)?\\.so(\\.\\d+)*", file);
  }

  /** As the user may have meant to write it. */
  private static String called(String file, String library) {
    return library.contains(SUFFIX) ? file : withoutSuffix(file);
  }

  private static String withoutSuffix(String file) {
    int end = file.indexOf(SUFFIX);
    return end < 0 ? file : file.substring(0, end);
  }
}
