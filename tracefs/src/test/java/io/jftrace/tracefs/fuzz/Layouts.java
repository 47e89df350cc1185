// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.fuzz;

import io.jftrace.tracefs.ring.SubBufferLayout;
import java.nio.ByteOrder;
import java.util.List;

/** All that a Linux kernel can have. */
final class Layouts {

  /** What the recordings were made with. */
  static final SubBufferLayout RECORDED = new SubBufferLayout(8, ByteOrder.LITTLE_ENDIAN);

  static final List<SubBufferLayout> ALL =
      List.of(
          RECORDED,
          new SubBufferLayout(8, ByteOrder.BIG_ENDIAN),
          new SubBufferLayout(4, ByteOrder.LITTLE_ENDIAN),
          new SubBufferLayout(4, ByteOrder.BIG_ENDIAN));

  private Layouts() {}
}
