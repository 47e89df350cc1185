// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jftrace.tracefs.elf.UsdtArgument;
import io.jftrace.tracefs.elf.UsdtSite;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arguments that differ between a static probe's places. */
class UsdtFetchesTest {

  private static final UsdtArgument INT_IN_REGISTER = new UsdtArgument(4, true, false, "%eax");
  private static final UsdtArgument LONG_CONSTANT = new UsdtArgument(8, false, false, "$7");
  private static final UsdtArgument LONG_IN_MEMORY = new UsdtArgument(8, false, false, "8(%rbp)");
  private static final UsdtArgument FLOAT = new UsdtArgument(4, false, true, "%xmm0");

  private static UsdtSite site(UsdtArgument... arguments) {
    return new UsdtSite("p", "n", 0x10, 0, List.of(arguments));
  }

  private static UsdtFetches fetches(String arguments, UsdtSite... sites) throws ProbeException {
    ProbeSpec spec = ProbeSpec.parse("usdt:lib:p:n " + arguments);
    return new UsdtFetches(spec, new X86Registers(), List.of(sites));
  }

  private static List<String> texts(UsdtFetches fetches, int sites) {
    List<String> texts = new ArrayList<>();
    for (ProbeSite site : fetches.plan(List.of("f:1", "f:2").subList(0, sites)).sites()) {
      KernelCommand command = new KernelCommand();
      site.arguments().forEach(argument -> argument.appendTo(command, new SpecPart("", 0)));
      texts.add(command.line().strip());
    }
    return texts;
  }

  @Test
  void aConstantTakesTheTypeOfTheOther() throws Exception {
    UsdtFetches fetches = fetches("", site(INT_IN_REGISTER), site(LONG_CONSTANT));
    assertEquals(List.of("arg0=%ax:s32", "arg0=\\7:s32"), texts(fetches, 2));
  }

  @Test
  void theSmallestIsWhatAllHave() throws Exception {
    UsdtFetches fetches = fetches("", site(LONG_IN_MEMORY), site(INT_IN_REGISTER));
    assertEquals(List.of("arg0=+8(%bp):s32", "arg0=%ax:s32"), texts(fetches, 2));
  }

  @Test
  void theUsersTypeIsTaken() throws Exception {
    UsdtFetches fetches =
        fetches("a=arg0:x16 s=arg0:string", site(LONG_IN_MEMORY), site(INT_IN_REGISTER));
    assertEquals(
        List.of("a=+8(%bp):x16 s=+0(+8(%bp)):string", "a=%ax:x16 s=+0(%ax):string"),
        texts(fetches, 2));
  }

  @Test
  void whatCannotBeFetchedIsLeftOut() throws Exception {
    UsdtFetches fetches = fetches("", site(FLOAT, LONG_CONSTANT));
    assertEquals(List.of("arg1=\\7:u64"), texts(fetches, 1));
    assertEquals(List.of("arg0"), fetches.leftOut());
  }

  @Test
  void whatIsAskedForAndCannotBeFetchedIsAnError() {
    ProbeException e =
        assertThrows(ProbeException.class, () -> fetches("x=arg0", site(FLOAT, LONG_CONSTANT)));
    assertEquals(
        """
        the kernel cannot fetch arg0, which is in %xmm0
          usdt:lib:p:n x=arg0
                         ^""",
        e.explained());
  }

  @Test
  void anArgumentThatSaysNothingIsNoneOfHotSpots() throws Exception {
    UsdtArgument pointer = new UsdtArgument(8, false, false, "%r13");
    UsdtSite end =
        new UsdtSite(
            "hotspot",
            "class__initialization__end",
            0x10,
            0,
            List.of(pointer, INT_IN_REGISTER, pointer, LONG_IN_MEMORY, INT_IN_REGISTER));
    assertEquals(
        List.of("len0__=%ax:s32 className=+0(%r13):string loader=%r13:x64 waited=%ax:s32"),
        texts(fetches("", end), 1));
    assertEquals(List.of("t=+8(%bp):u64"), texts(fetches("t=arg3", end), 1));
  }

  @Test
  void textsOfHotSpotHaveTheirLengthBehindThem() throws Exception {
    UsdtArgument pointer = new UsdtArgument(8, false, false, "%r13");
    UsdtSite gc =
        new UsdtSite(
            "hotspot", "vmops__begin", 0x10, 0, List.of(pointer, INT_IN_REGISTER, LONG_CONSTANT));
    assertEquals(
        List.of("len0__=%ax:s32 operation=+0(%r13):string mode=\\7:u64"),
        texts(fetches("", gc), 1));
  }
}
