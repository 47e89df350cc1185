// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibrariesTest {

  private static final List<String> MAPS =
      List.of(
          "55d0c000-55d0d000 r--p 00000000 08:01 10   /opt/jdk/bin/java",
          "7f00c000-7f00d000 r--p 00000000 08:01 11   /lib/libc.so.6",
          "7f00d000-7f00f000 r-xp 00001000 08:01 11   /lib/libc.so.6",
          "7f01d000-7f01f000 r-xp 00001000 08:01 12   /opt/jdk/lib/server/libjvm.so",
          "7f02d000-7f02f000 r-xp 00001000 08:01 13   /lib/libm-2.31.so",
          "7f03d000-7f03f000 r-xp 00001000 08:01 14   /lib/libgone.so.1 (deleted)",
          "7f04d000-7f04f000 r-xp 00001000 08:01 15   /lib/libtwo.so.1",
          "7f05d000-7f05f000 r-xp 00001000 08:01 16   /lib/libtwo.so.2",
          "7f06d000-7f06f000 rw-p 00000000 00:00 0 ",
          "7ffd9a6f000-7ffd9a90000 rw-p 00000000 00:00 0   [stack]");

  /** Of a process that may be in a container. */
  @TempDir private Path root;

  private Libraries libraries;

  @BeforeEach
  void files() throws IOException {
    for (String file :
        List.of(
            "opt/jdk/bin/java",
            "opt/jdk/lib/libzip.so",
            "opt/jdk/lib/server/libjvm.so",
            "lib/libc.so.6",
            "lib/libm-2.31.so",
            "lib/libgone.so.1",
            "lib/libz.so.1.2.13")) {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.createFile(path);
    }
    libraries = Libraries.of(MAPS, root);
  }

  @ParameterizedTest
  @CsvSource({
    "libc, lib/libc.so.6",
    "libc.so.6, lib/libc.so.6",
    "libc.so, lib/libc.so.6",
    "/lib/libc.so.6, lib/libc.so.6",
    "libm, lib/libm-2.31.so",
    "libjvm, opt/jdk/lib/server/libjvm.so",
    "java, opt/jdk/bin/java",
    "libzip, opt/jdk/lib/libzip.so",
    "libz, lib/libz.so.1.2.13",
    "/opt/jdk/lib/libzip.so, opt/jdk/lib/libzip.so",
  })
  void byNameOrPath(String library, String file) throws Exception {
    assertEquals(root.resolve(file), libraries.find(library));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "libjvmm|unknown library 'libjvmm'; did you mean libjvm?",
        "/lib/none.so|there is no file /lib/none.so",
        "libgone|/lib/libgone.so.1 was deleted or replaced after the process had loaded it; start"
            + " it again",
        "/lib/libgone.so.1|/lib/libgone.so.1 was deleted or replaced after the process had loaded"
            + " it; start it again",
        "libtwo|several libraries are called libtwo: write one of /lib/libtwo.so.1,"
            + " /lib/libtwo.so.2",
      })
  void whatCannotBeHadIsTold(String library, String message) {
    IOException e = assertThrows(IOException.class, () -> libraries.find(library));
    assertEquals(message, e.getMessage());
  }

  @Test
  void thoseOfThisProcessAreItsFiles() throws Exception {
    Libraries own = Libraries.ofProcess(ProcessHandle.current().pid());
    assertEquals("libjvm.so", own.find("libjvm").getFileName().toString());
    assertTrue(own.otherProcesses(own.find("libjvm")) >= 0);
    assertEquals(0, own.otherProcesses(Path.of("/none")));
  }

  @Test
  void anotherProcessMapsWhatThisOneMaps() throws Exception {
    Process child = new ProcessBuilder("cat").start();
    try {
      // When it answers, it has mapped its libraries.
      child.getOutputStream().write('\n');
      child.getOutputStream().flush();
      assertEquals('\n', child.getInputStream().read());
      Libraries own = Libraries.ofProcess(child.pid());
      Path libc = own.find("libc");
      assertTrue(libc.startsWith("/proc/" + child.pid() + "/root"), libc.toString());
      assertTrue(own.otherProcesses(libc) >= 1);
    } finally {
      child.destroy();
      child.waitFor();
    }
  }
}
