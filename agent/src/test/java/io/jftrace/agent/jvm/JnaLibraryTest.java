// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JnaLibraryTest {

  private final URL library =
      JnaLibraryTest.class.getClassLoader().getResource(JnaLibrary.resource());

  @Test
  void takesTheFirstDirectoryThatWorks(@TempDir Path directory) throws IOException {
    Path file = JnaLibrary.unpack(library, List.of(directory.resolve("missing"), directory));
    assertEquals(directory, file.getParent());
    assertTrue(file.getFileName().toString().startsWith("jna"), "else JNA does not delete it");
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void aDirectoryMountedNoexecDoesNotDo() {
    // proc is mounted noexec and cannot be written to either.
    IOException e =
        assertThrows(
            IOException.class, () -> JnaLibrary.unpack(library, List.of(Path.of("/proc/self"))));
    assertTrue(e.getMessage().contains("java.io.tmpdir"), e.getMessage());
  }
}
