// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.threads;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where a probe can be set at a function that the JVM's library exports.
 *
 * @param library the file, as this process has mapped it
 * @param fileOffset of the function's first instruction, but for {@code endbr64}
 * @param opcode that instruction's first byte
 */
public record JvmFunction(Path library, long fileOffset, int opcode) {

  /** With it, functions begin where the targets of jumps are checked. Otherwise it does nothing. */
  private static final int ENDBR64 = 0xf30f1efa;

  private static final int PUSH_FIRST = 0x50;
  private static final int PUSH_LAST = 0x57;
  private static final int NOP = 0x90;

  /**
   * Finds a function in the libjvm.so of this process.
   *
   * @throws IOException if there is no such library or function, or the file cannot be read
   */
  public static JvmFunction find(String name) throws IOException {
    return find(MappedLibrary.find("libjvm.so").file(), name);
  }

  static JvmFunction find(Path library, String name) throws IOException {
    Long offset = ElfFile.fileOffsets(library, name::equals).get(name);
    if (offset == null) {
      throw new IOException(library + " has no function " + name);
    }
    ByteBuffer code = ByteBuffer.allocate(2 * Integer.BYTES);
    try (FileChannel file = FileChannel.open(library, StandardOpenOption.READ)) {
      file.read(code, offset);
    }
    int skipped = code.getInt(0) == ENDBR64 ? Integer.BYTES : 0;
    return new JvmFunction(library, offset + skipped, code.get(skipped) & 0xff);
  }

  /**
   * Whether the kernel carries the instruction out itself when it meets the probe (x86-64:
   * arch_uprobe_analyze_insn() in arch/x86/kernel/uprobes.c, Linux 6.18). Others it has to step
   * over, which costs microseconds in a virtual machine.
   */
  public boolean isCheapToProbe() {
    boolean push = opcode >= PUSH_FIRST && opcode <= PUSH_LAST;
    return (push || opcode == NOP) && System.getProperty("os.arch").equals("amd64");
  }
}
