// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.tracefs.elf.UsdtArgument;
import io.jftrace.tracefs.elf.UsdtSite;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsdtDefaultsTest {

  private static final UsdtArgument BYTE = new UsdtArgument(1, false, false, "%al");
  private static final UsdtArgument INT = new UsdtArgument(4, true, false, "%eax");
  private static final UsdtArgument LONG = new UsdtArgument(8, true, false, "%rdi");
  private static final UsdtArgument FLOAT = new UsdtArgument(8, true, true, "%xmm0");

  private static UsdtSite site(String provider, String name, UsdtArgument... arguments) {
    return new UsdtSite(provider, name, 0x1000, 0, List.of(arguments));
  }

  @Test
  void namesAndTypesThatAreKnown() {
    UsdtSite site = site("hotspot", "gc__begin", BYTE);
    assertEquals(List.of("full:bool"), UsdtDefaults.of(List.of(site)));
  }

  @Test
  void textTakesTwo() {
    UsdtSite site = site("hotspot", "vmops__begin", LONG, INT, INT);
    assertEquals(List.of("operation:string", "mode:s32"), UsdtDefaults.of(List.of(site)));
  }

  @Test
  void othersAreNumberedWithTheNotesTypes() {
    UsdtSite site = site("app", "gc__begin", BYTE, FLOAT, LONG);
    assertEquals(List.of("arg0:u8", "arg2:s64"), UsdtDefaults.of(List.of(site)));
  }

  @Test
  void onlyWhatAllPlacesHave() {
    UsdtSite one = site("app", "step", LONG, INT);
    UsdtSite other = site("app", "step", INT);
    assertEquals(List.of("arg0:s32"), UsdtDefaults.of(List.of(one, other)));
  }
}
