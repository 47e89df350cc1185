// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Tracefs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kernel that refuses, by files that are none. */
class KernelBufferTest {

  @TempDir private Path root;

  @Test
  void refusalIsSaidOnceAndIsAGapAllTheSame() throws Exception {
    Files.createDirectory(root.resolve("instances"));
    Instance instance = Instance.create(Tracefs.at(root), "one");
    Path size = Files.createFile(instance.directory().resolve("buffer_size_kb"));
    Files.writeString(instance.directory().resolve("buffer_total_size_kb"), "128\n");
    List<String> warnings = new ArrayList<>();
    KernelBuffer buffer =
        new KernelBuffer(instance, new BufferGrowth(64, 4096), warnings::add, () -> 5);
    assertEquals("64", Files.readString(size));
    assertEquals(128 * 1024, buffer.bytes());
    Files.delete(size);

    assertSame(RecordingGap.NONE, buffer.afterLoss());
    assertNotSame(RecordingGap.NONE, buffer.afterLoss());
    assertSame(RecordingGap.NONE, buffer.afterLoss());
    assertSame(RecordingGap.NONE, buffer.afterLoss());

    assertEquals(
        List.of(
            "events are lost, and the buffer cannot be enlarged: cannot write '128' to "
                + size
                + ": there is no such file on this kernel"),
        warnings);
    assertEquals(1, buffer.stops());
  }
}
