// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeSpecTest {

  private static String text(SpecPart part) {
    return part == null ? "-" : part.text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "uprobe:libc:malloc; UPROBE; libc; -; malloc; 0; -",
        "uprobe:libc:malloc+16; UPROBE; libc; -; malloc; 16; -",
        "uprobe:libc:malloc+0x1f; UPROBE; libc; -; malloc; 31; -",
        "call:/usr/lib/libc.so.6:read; CALL; /usr/lib/libc.so.6; -; read; 0; -",
        "uretprobe:libjvm:Foo::bar; URETPROBE; libjvm; -; Foo::bar; 0; -",
        "call:libjvm:Foo::bar(int, char*); CALL; libjvm; -; Foo::bar(int, char*); 0; -",
        "call:libx:A<int, B<C> >::f; CALL; libx; -; A<int, B<C> >::f; 0; -",
        "call:libx:A::operator<; CALL; libx; -; A::operator<; 0; -",
        "call:libx:A::operator()(int, int); CALL; libx; -; A::operator()(int, int); 0; -",
        "uprobe:libx:A::operator+; UPROBE; libx; -; A::operator+; 0; -",
        "uprobe:libx:A::operator++; UPROBE; libx; -; A::operator++; 0; -",
        "call:libx:operator\"\"_s; CALL; libx; -; operator\"\"_s; 0; -",
        "call:libx:A::operator=; CALL; libx; -; A::operator=; 0; -",
        "usdt:libjvm:hotspot:gc__begin; USDT; libjvm; hotspot; gc__begin; 0; -",
        "usdt:libjvm:hotspot:gc__begin..gc__end; USDT; libjvm; hotspot; gc__begin; 0; gc__end",
        "tracepoint:sched:sched_switch; TRACEPOINT; -; sched; sched_switch; 0; -",
        "kprobe:vfs_read+4; KPROBE; -; -; vfs_read; 4; -",
        "kretprobe:vfs_read; KRETPROBE; -; -; vfs_read; 0; -",
        "kcall:vfs_*; KCALL; -; -; vfs_*; 0; -",
      })
  void targets(
      String spec, String kind, String library, String group, String name, long offset, String end)
      throws Exception {
    ProbeSpec parsed = ProbeSpec.parse("  n=" + spec + "  ");
    ProbeTarget target = parsed.target();
    assertEquals("n", parsed.name().text());
    assertEquals(kind, parsed.kind().name());
    assertEquals(spec, target.whole().text());
    assertEquals(library, text(target.library()));
    assertEquals(group, text(target.group()));
    assertEquals(name, text(target.name()));
    assertEquals(offset, target.offsetBytes());
    assertEquals(end, text(target.end()));
  }

  @Test
  void columnsAreThoseOfTheText() throws Exception {
    String text = " n=call:libc:read\tfd=arg0:s32 b=+8(%si):string /fd > 3 && b != \"/\"/ rate=7 ";
    ProbeSpec spec = ProbeSpec.parse(text);
    for (SpecPart part :
        List.of(
            spec.name(),
            spec.target().library(),
            spec.target().name(),
            spec.arguments().get(0).name(),
            spec.arguments().get(0).fetch(),
            spec.arguments().get(0).typeText(),
            spec.arguments().get(1).fetch(),
            spec.filter())) {
      assertEquals(part.text(), text.substring(part.column(), part.end()));
    }
    assertEquals("fd > 3 && b != \"/\"", spec.filter().text());
    assertEquals("+8(%si)", spec.arguments().get(1).fetch().text());
    assertEquals(7, spec.maxShownPerSecond());
  }

  @Test
  void whatIsNotGivenIsNull() throws Exception {
    ProbeSpec spec = ProbeSpec.parse("uprobe:libc:read n=arg2");
    assertNull(spec.name());
    assertNull(spec.filter());
    assertNull(spec.arguments().get(0).type());
    assertEquals(0, spec.maxShownPerSecond());
    assertEquals(2, spec.arguments().get(0).number());
  }

  @ParameterizedTest
  @CsvSource({
    "u8, u8, UNSIGNED",
    "s64, s64, SIGNED",
    "x32, x32, HEX",
    "bool, u8, BOOLEAN",
    "string, string, TEXT",
    "ustring, ustring, TEXT",
    "string(arg12), string, TEXT"
  })
  void types(String text, String kernelWord, String shown) throws Exception {
    ArgumentType type =
        ProbeSpec.parse("uprobe:libc:read n=arg2:" + text).arguments().get(0).type();
    assertEquals(kernelWord, type.kernelWord());
    assertEquals(shown, type.valueType().name());
    assertEquals(text.contains("(") ? 12 : -1, type.lengthArgument());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "uprob:libc:read|0|unknown kind of probe 'uprob'; did you mean uprobe?",
        "x=call|2|the target is missing: write call:LIB:SYMBOL",
        "call:libc|5|no target of a call: write call:LIB:SYMBOL",
        "call:libc:|10|the function is missing: write call:LIB:SYMBOL",
        "call:libc:read+4|15|a call is of a whole function: no offset",
        "usdt:libjvm:gc|12|no target of a usdt: write usdt:LIB:PROVIDER:NAME or"
            + " usdt:LIB:PROVIDER:BEGIN..END",
        "usdt:a:b:c..|9|the probe's name is missing: write usdt:LIB:PROVIDER:NAME or"
            + " usdt:LIB:PROVIDER:BEGIN..END",
        "usdt:a:b:c..d x=arg0|14|an interval BEGIN..END has all arguments of both probes",
        "tracepoint:sched|11|no target of a tracepoint: write tracepoint:SYSTEM:EVENT",
        "a-b=uprobe:libc:read|0|a probe's name is 1 to 50 letters, digits and _, not 'a-b'",
        "=uprobe:libc:read|0|a probe's name is 1 to 50 letters, digits and _, not ''",
        "uprobe:libc:read x|17|an argument is ARG=FETCH[:TYPE], not 'x'",
        "uprobe:libc:read 1x=%di|17|an argument's name is letters, digits and _, with no digit"
            + " first, not '1x'",
        "uprobe:libc:read tid=%di|17|the name tid is taken: every hit has a field of that name",
        "uprobe:libc:read x=|19|what x is to have is missing",
        "uprobe:libc:read x=%di x=%si|23|there are two arguments x",
        "uprobe:libc:read x=%di:u63|23|unknown type 'u63'; did you mean u64?",
        "uprobe:libc:read x=%di:string(arg1)|23|string(argN) is of an argument, such as"
            + " arg0:string(arg1)",
        "uprobe:libc:read x=retval|19|retval is there at a return only: in uretprobe, kretprobe,"
            + " call, kcall",
        "call:libc:read retval=arg0|15|the name retval is taken: a call has what the function"
            + " returns",
        "uretprobe:libc:read x=arg0|22|a return has retval only; arguments are there at the entry:"
            + " in call",
        "kretprobe:vfs_read x=arg0|21|a return has retval only; arguments are there at the entry:"
            + " in kcall",
        "uprobe:libc:read rate=often|22|rate is the number of hits a second that are shown, from 1,"
            + " not 'often'",
        "uprobe:libc:read rate=0|22|rate is the number of hits a second that are shown, from 1,"
            + " not '0'",
        "uprobe:libc:read rate=5 rate=6|24|rate is given twice",
        "uprobe:libc:read rate=5 /x > 3/ rate=6|32|rate is given twice",
        "uprobe:libc:read rate=5 x=%di|17|rate=N is the last word",
        "uprobe:libc:read x=str(arg0,arg1)|19|a text is written x=arg0:string(arg1)",
        "kprobe:vfs_read x=file|18|unknown value 'file'; write argN, retval, %REGISTER,"
            + " +OFFSET(%REGISTER), $stackN, $comm or @ADDRESS",
        "uprobe:libc:read x=arg13|19|a function's arguments are arg0 to arg12",
        "uprobe:libc:read x=arg1000|19|a function's arguments are arg0 to arg12",
        "uprobe:libc:read x=arg0:string(arg13)|24|a function's arguments are arg0 to arg12",
        "uprobe:libc:\"read\"|12|what is probed is written without quotes",
        "x=\"uprobe:libc:read\"|2|what is probed is written without quotes",
        "uprobe:libc:read x=%di /x > 3|23|the filter has no / at its end",
        "uprobe:libc:read x=%di / /|23|the filter is empty",
        "''|-1|a probe is empty",
      })
  void badOnesSayWhere(String text, int column, String message) {
    ProbeException e = assertThrows(ProbeException.class, () -> ProbeSpec.parse(text));
    assertEquals(message, e.getMessage());
    assertEquals(column, e.column());
    assertEquals(text, e.text());
  }

  @Test
  void aListHasSemicolonsBetween() {
    assertEquals(
        List.of(
            "a=uprobe:/lib/x.so:f",
            "b=call:libc:read fd=arg0 /fd > 3 && s ~ \"a;/b\"/ rate=5",
            "c=call:libc:read s=+0(%di):string /s == 'x/y;'/",
            "jvm-gc"),
        ProbeSpec.split(
            "a=uprobe:/lib/x.so:f; b=call:libc:read fd=arg0 /fd > 3 && s ~ \"a;/b\"/ rate=5;"
                + "c=call:libc:read s=+0(%di):string /s == 'x/y;'/ ;; jvm-gc ;"));
  }

  @Test
  void quotesAroundAreLeftOut() {
    assertEquals(
        List.of("call:libc:read", "call:libc:f s=+0(%di):string /s == 'x'/", "jvm-gc", "jvm-class"),
        ProbeSpec.split(
            "'call:libc:read'; \"call:libc:f s=+0(%di):string /s == 'x'/\";\"jvm-gc;jvm-class\""));
  }

  @Test
  void whatIsNotClosedEndsAtTheNextSemicolon() {
    assertEquals(
        List.of("uprobe:libc:f x=%di /x > 3", "uprobe:libc:\"g", "uprobe:libc:h"),
        ProbeSpec.split("uprobe:libc:f x=%di /x > 3;uprobe:libc:\"g;uprobe:libc:h"));
  }
}
