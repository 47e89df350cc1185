// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A small ELF file of x86-64: its headers, a segment of code, and given sections. */
final class SmallElf {

  static final int CODE = 0x1000;
  static final long ADDRESS = 0x401000;
  static final int CODE_BYTES = 0x100;

  private static final int PROGRAM_HEADER = 64;
  private static final int SEGMENT_BYTES = 56;
  private static final int SECTION_BYTES = 64;
  private static final int READ = 4;
  private static final int EXECUTE = 1;

  private record Part(
      String name, int type, long address, ByteBuffer content, int link, int entryBytes) {}

  private final List<Part> parts = new ArrayList<>();
  private final ByteArrayOutputStream symbols = new ByteArrayOutputStream();
  private final StringBuilder symbolNames = new StringBuilder("\0");

  SmallElf() {
    parts.add(new Part("", 0, 0, little(0), 0, 0));
  }

  SmallElf section(String name, int type, long address, byte[] content) {
    parts.add(new Part(name, type, address, ByteBuffer.wrap(content), 0, 0));
    return this;
  }

  SmallElf symbol(String name, int type, long address) {
    ByteBuffer symbol = little(24).putInt(0, symbolNames.length()).put(4, (byte) type);
    symbols.writeBytes(bytes(symbol.putShort(6, (short) 1).putLong(8, address)));
    symbolNames.append(name).append('\0');
    return this;
  }

  /** All symbols so far, with their names. */
  SmallElf symbolTable(int type) {
    parts.add(
        new Part(".sym", type, 0, ByteBuffer.wrap(symbols.toByteArray()), parts.size() + 1, 24));
    parts.add(new Part(".str", 3, 0, ByteBuffer.wrap(ascii(symbolNames.toString())), 0, 0));
    return this;
  }

  /** A note of a static probe without a semaphore. */
  static byte[] usdtNote(long location, long base, String provider, String name, String arguments) {
    byte[] texts = ascii(provider + '\0' + name + '\0' + arguments + '\0');
    int descriptorBytes = 24 + texts.length;
    ByteBuffer note = little(20 + (descriptorBytes + 3) / 4 * 4);
    note.putInt(8).putInt(descriptorBytes).putInt(3).put(ascii("stapsdt\0"));
    return bytes(note.putLong(location).putLong(base).putLong(0).put(texts));
  }

  byte[] build() {
    List<Part> all = new ArrayList<>(parts);
    StringBuilder names = new StringBuilder();
    parts.forEach(part -> names.append(part.name()).append('\0'));
    all.add(new Part("", 3, 0, ByteBuffer.wrap(ascii(names.toString())), 0, 0));
    int content = CODE + CODE_BYTES + all.size() * SECTION_BYTES;
    ByteBuffer elf = little(content + all.stream().mapToInt(SmallElf::alignedBytes).sum());
    header(elf, CODE + CODE_BYTES, all.size());
    for (int i = 0; i < all.size(); i++) {
      Part part = all.get(i);
      int at = CODE + CODE_BYTES + i * SECTION_BYTES;
      // The empty name is the first.
      elf.putInt(at, part.name().isEmpty() ? 0 : names.indexOf('\0' + part.name() + '\0') + 1);
      elf.putInt(at + 4, part.type()).putLong(at + 16, part.address());
      elf.putLong(at + 24, content).putLong(at + 32, part.content().capacity());
      elf.putInt(at + 40, part.link()).putLong(at + 56, part.entryBytes());
      elf.put(content, bytes(part.content()));
      content += alignedBytes(part);
    }
    return bytes(elf);
  }

  private static void segment(
      ByteBuffer elf, int at, int flags, long offset, long address, long sizeBytes) {
    elf.putInt(at, 1).putInt(at + 4, flags).putLong(at + 8, offset).putLong(at + 16, address);
    elf.putLong(at + 32, sizeBytes).putLong(at + 40, sizeBytes);
  }

  private static int alignedBytes(Part part) {
    return (part.content().capacity() + 7) / 8 * 8;
  }

  private static void header(ByteBuffer elf, int sectionHeaders, int sections) {
    elf.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).putShort(18, (short) 62);
    elf.putLong(32, PROGRAM_HEADER).putShort(54, (short) SEGMENT_BYTES).putShort(56, (short) 2);
    elf.putLong(40, sectionHeaders).putShort(58, (short) SECTION_BYTES);
    elf.putShort(60, (short) sections).putShort(62, (short) (sections - 1));
    segment(elf, PROGRAM_HEADER, READ, 0, ADDRESS - CODE, CODE);
    segment(elf, PROGRAM_HEADER + SEGMENT_BYTES, READ | EXECUTE, CODE, ADDRESS, CODE_BYTES);
    elf.put(CODE, (byte) 0x90);
    elf.put(CODE + 0x10, new byte[] {(byte) 0xf3, 0x0f, 0x1e, (byte) 0xfa, 0x55});
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    return bytes;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
