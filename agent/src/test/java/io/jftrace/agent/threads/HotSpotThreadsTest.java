// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The parts; the whole needs an agent and is tested by AgentIT. */
final class HotSpotThreadsTest {

  @Test
  void findsTheLibraryInTheMaps() throws FileNotFoundException {
    List<String> maps =
        List.of(
            "7f00-7f10 r--p 00000000 08:01 42                         /lib/libc.so.6",
            "ffffff00000000-ffffff00001000 r-xp 00001000 08:01 43   /opt/my jdk/lib/libjvm.so",
            "7f0000002000-7f0000003000 r--p 00000000 08:01 43         /opt/my jdk/lib/libjvm.so",
            "7f0000004000-7f0000005000 rw-p 00000000 00:00 0");
    assertEquals(
        new MappedLibrary(Path.of("/opt/my jdk/lib/libjvm.so"), 0x7f0000002000L),
        MappedLibrary.find("libjvm.so", maps));
    assertThrows(FileNotFoundException.class, () -> MappedLibrary.find("libjvm.so", List.of()));
  }

  @Test
  void readsTheLayoutOfThisJvm() throws IOException {
    Map<String, Long> offsets = VmStructs.fieldOffsets();
    assertTrue(offsets.containsKey("OSThread::_thread_id"));
    assertTrue(
        offsets.containsKey("JavaThread::_osthread") || offsets.containsKey("Thread::_osthread"));
    long threadBytes = VmStructs.typeBytes("JavaThread");
    assertTrue(VmStructs.offset(offsets, "JavaThread::_thread_state") < threadBytes);
  }

  @Test
  void memoryThatIsNotMappedIsAnException() {
    for (long address : new long[] {0, 8, Long.MAX_VALUE - 16, -8}) {
      assertThrows(IOException.class, () -> ProcessMemory.readLong(address));
      assertThrows(IOException.class, () -> ProcessMemory.readText(address));
      assertThrows(IOException.class, () -> ProcessMemory.readBytes(address, 4096));
    }
  }
}
