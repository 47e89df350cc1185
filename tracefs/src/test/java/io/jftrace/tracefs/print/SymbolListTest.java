// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class SymbolListTest {

  private static final SymbolList SYMBOLS =
      SymbolList.parse(
          """
          ffffffff81000000 T _stext
          ffffffff81000000 T another_name
          ffffffff81000100 t do_work
          ffffffffc0000000 t ext4_sync\t[ext4]
          ffffffffc0000040 d ext4_data [ext4]
          not a line of it
          """,
          """
          0xffffffff82000000 : "Start context switch"
          0xffffffff82000020 : "two\\nlines \\"quoted\\""
          not a line of it
          """);

  @Test
  void namesWithOffsetSizeAndModule() {
    assertEquals("_stext+0xff/0x100", SYMBOLS.nameOf(0xffffffff810000ffL));
    assertEquals("do_work+0x4/0x3effff00", SYMBOLS.nameOf(0xffffffff81000104L));
    assertEquals("ext4_sync+0x0/0x40 [ext4]", SYMBOLS.nameOf(0xffffffffc0000000L));
  }

  @Test
  void addressesOutsideHaveNone() {
    assertNull(SYMBOLS.nameOf(0xffffffff80ffffffL));
    assertNull(SYMBOLS.nameOf(0xffffffffc0000040L));
    assertNull(SYMBOLS.nameOf(4711));
    assertNull(SymbolList.parse("0000000000000000 T _stext\n", "").nameOf(0));
  }

  @Test
  void textsWithoutTheirEscapes() {
    assertEquals("Start context switch", SYMBOLS.textAt(0xffffffff82000000L));
    assertEquals("two\nlines \"quoted\"", SYMBOLS.textAt(0xffffffff82000020L));
    assertNull(SYMBOLS.textAt(0xffffffff82000001L));
  }
}
