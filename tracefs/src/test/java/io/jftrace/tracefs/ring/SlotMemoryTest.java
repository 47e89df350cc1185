// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotMemoryTest {

  private final List<Integer> asked = new ArrayList<>();
  private int availableBytes = 1 << 20;

  private ByteBuffer allocate(int sizeBytes) {
    asked.add(sizeBytes);
    if (sizeBytes > availableBytes) {
      throw new OutOfMemoryError("direct");
    }
    availableBytes -= sizeBytes;
    return ByteBuffer.allocateDirect(sizeBytes);
  }

  @Test
  void manySlotsReplaceTheOne() {
    SlotMemory memory = new SlotMemory(100, 64, this::allocate);
    assertEquals(100, memory.one().capacity());
    assertEquals(100, memory.bytes());
    assertEquals(6400, memory.many().capacity());
    assertEquals(6400, memory.bytes());
  }

  @Test
  void whereMemoryIsShortThereAreFewerForTheOtherCpusToo() {
    availableBytes = 2600;
    SlotMemory memory = new SlotMemory(100, 64, this::allocate);
    assertEquals(800, memory.many().capacity());
    assertEquals(800, memory.many().capacity());
    assertEquals(800, memory.many().capacity());
    assertNull(memory.many());
    assertNull(memory.many());
    assertEquals(List.of(6400, 800, 800, 800, 800), asked);
  }

  @Test
  void withoutTheFirstSlotThereIsNoReader() {
    availableBytes = 99;
    SlotMemory memory = new SlotMemory(100, 64, this::allocate);
    assertThrows(OutOfMemoryError.class, memory::one);
  }

  @Test
  void oneSlotMayBeAllThatIsWanted() {
    assertNull(new SlotMemory(100, 1, this::allocate).many());
    assertNull(new SlotMemory(100, 0, this::allocate).many());
    assertEquals(List.of(), asked);
  }
}
