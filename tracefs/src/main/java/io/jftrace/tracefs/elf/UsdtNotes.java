// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.fornwall.jelf.ElfException;
import net.fornwall.jelf.ElfFile;
import net.fornwall.jelf.ElfNoteSection.ElfNote;

/**
 * The notes of static probes, as SystemTap's sys/sdt.h writes them
 * (https://sourceware.org/systemtap/wiki/UserSpaceProbeImplementation).
 */
final class UsdtNotes {

  private static final String SECTION = ".note.stapsdt";
  private static final String BASE_SECTION = ".stapsdt.base";
  private static final String OWNER = "stapsdt";
  private static final int TYPE = 3;

  private final Segments segments;

  /** Where .stapsdt.base is; prelink and the like move it, and with it all else. */
  private final List<Section> base;

  private UsdtNotes(ElfContent elf) {
    this.segments = elf.segments();
    this.base = elf.sections().named(BASE_SECTION);
  }

  static List<UsdtSite> read(ElfContent elf) {
    ByteOrder order =
        elf.header().ei_data == ElfFile.DATA_LSB ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    UsdtNotes notes = new UsdtNotes(elf);
    List<UsdtSite> sites = new ArrayList<>();
    for (Section section : elf.sections().named(SECTION)) {
      for (ElfNote note : elf.sections().notes(section)) {
        if (note.type == TYPE && note.name.equals(OWNER)) {
          sites.add(notes.site(ByteBuffer.wrap(note.descriptorBytes()).order(order)));
        }
      }
    }
    return sites;
  }

  private UsdtSite site(ByteBuffer note) {
    long location = note.getLong();
    long baseThen = note.getLong();
    long semaphore = note.getLong();
    long moved = base.isEmpty() ? 0 : base.get(0).address() - baseThen;
    String provider = text(note);
    String name = text(note);
    return new UsdtSite(
        provider,
        name,
        fileOffset(location + moved),
        semaphore == 0 ? 0 : fileOffset(semaphore + moved),
        UsdtArguments.parse(text(note)));
  }

  private long fileOffset(long address) {
    long fileOffset = segments.fileOffset(address);
    if (fileOffset < 0) {
      throw new ElfException("a static probe at address " + address + ", which no segment has");
    }
    return fileOffset;
  }

  private static String text(ByteBuffer note) {
    int end = note.position();
    while (note.get(end) != 0) {
      end++;
    }
    byte[] text = new byte[end - note.position()];
    note.get(text).get();
    return new String(text, StandardCharsets.UTF_8);
  }
}
