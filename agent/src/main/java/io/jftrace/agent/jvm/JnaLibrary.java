// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** JNA's native library, which the kernel can only map from a file. */
final class JnaLibrary {

  /** The JDK's names of architectures, and JNA's. */
  private static final Map<String, String> ARCHITECTURES =
      Map.of(
          "amd64", "x86-64",
          "aarch64", "aarch64",
          "loongarch64", "loongarch64",
          "ppc64le", "ppc64le",
          "riscv64", "riscv64",
          "s390x", "s390x");

  /** With this prefix JNA 5 deletes the file itself as soon as it is mapped. */
  private static final String FILE_PREFIX = "jna";

  /** Executable for {@link Files#isExecutable}, which is then false on a noexec mount only. */
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private JnaLibrary() {}

  /** The resource that JNA looks for. */
  static String resource() {
    String architecture = System.getProperty("os.arch");
    return "com/sun/jna/linux-"
        + ARCHITECTURES.getOrDefault(architecture, architecture)
        + "/libjnidispatch.so";
  }

  /**
   * Unpacks the library into a file that only this user can access. The caller deletes it.
   *
   * @return null if it is a file already, as in the project's own tests
   * @throws IOException if there is none for this architecture or no directory to load it from
   */
  static Path unpack(ClassLoader loader) throws IOException {
    URL url = loader.getResource(resource());
    if (url == null) {
      throw new IOException("no native library for " + System.getProperty("os.arch"));
    }
    return url.getPath().contains("!/isolated/") ? unpack(url, directories()) : null;
  }

  static Path unpack(URL url, List<Path> directories) throws IOException {
    List<String> failures = new ArrayList<>();
    for (Path directory : directories) {
      try {
        return unpack(url, directory);
      } catch (IOException e) {
        failures.add(e.toString());
      }
    }
    throw new IOException(
        "no directory to load native code from; set -Djava.io.tmpdir to one that is writable and"
            + " not mounted noexec ("
            + String.join("; ", failures)
            + ")");
  }

  private static Path unpack(URL url, Path directory) throws IOException {
    Path file = Files.createTempFile(directory, FILE_PREFIX, ".so", PRIVATE);
    boolean usable = false;
    try (InputStream in = url.openStream();
        var out = Files.newOutputStream(file)) {
      in.transferTo(out);
      usable = Files.isExecutable(file);
    } finally {
      if (!usable) {
        Files.deleteIfExists(file);
      }
    }
    if (!usable) {
      throw new IOException(directory + " is mounted noexec");
    }
    return file;
  }

  private static List<Path> directories() {
    return Stream.of(
            System.getProperty("java.io.tmpdir"), System.getenv("XDG_RUNTIME_DIR"), "/dev/shm")
        .filter(Objects::nonNull)
        .map(Path::of)
        .distinct()
        .toList();
  }
}
