// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelReleaseTest {

  @TempDir private Path directory;

  private KernelRelease read(String text) throws IOException {
    return KernelRelease.read(Files.writeString(directory.resolve("osrelease"), text + "\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "5.11.0, false",
    "6.1.0-28-amd64, false",
    "6.10.14, false",
    "6.11, true",
    "6.11-rc1, true",
    "6.11.0-1004-aws, true",
    "6.12.9-200.fc41.x86_64, true",
    "6.13.7+, true",
    "6.14.0, false",
    "6.14-rc1, false",
    "6.18.44-vendor-6.12, false",
    "6.110.0, false",
    "7.12.3, false",
    "16.12.3, false"
  })
  void probedReturnsAreFilteredFromLinux611To613(String release, boolean filtered)
      throws Exception {
    assertEquals(filtered, read(release).probedReturnsAreFiltered());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "linux", "6", "6.x", "-6.11", "6.123456789012"})
  void whatIsNoReleaseIsAnError(String text) {
    IOException e = assertThrows(IOException.class, () -> read(text));
    assertEquals("'" + text + "' is no kernel release", e.getMessage());
  }

  @Test
  void theRunningKernelHasOne() throws Exception {
    String release = System.getProperty("os.version");
    assertEquals(
        release.replaceFirst("^(\\d+\\.\\d+).*", "$1"),
        KernelRelease.read(KernelRelease.RUNNING).toString());
  }
}
