// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kernel prints behind {@code %p} (Documentation/core-api/printk-formats.rst). */
class PointerTest {

  private static final KernelSymbols SYMBOLS =
      address -> address == 0x1004 ? "do_exit+0x4/0xaf0 [core]" : null;

  @ParameterizedTest
  @CsvSource({
    "%p, 0000000000001004",
    "%px, 0000000000001004",
    "%pK, 0000000000001004",
    "%08p, 0000000000001004",
    "%pS, do_exit+0x4/0xaf0 [core]",
    "%pB, do_exit+0x4/0xaf0 [core]",
    "%pF, do_exit+0x4/0xaf0 [core]",
    "%ps, do_exit [core]",
    "%pf, do_exit [core]",
    "%pe, 0000000000001004",
    "%p., 0000000000001004.",
    "%pSR, do_exit+0x4/0xaf0 [core]",
  })
  void printsAddresses(String conversion, String expected) throws Exception {
    Sample sample = Sample.of("\"" + conversion + "\", REC->x").symbols(SYMBOLS);
    assertEquals(expected, sample.with("void *", "x", 0x1004).text());
  }

  @ParameterizedTest
  @CsvSource({"%pS, 0xffffffff81000000", "%ps, 0xffffffff81000000", "%p, ffffffff81000000"})
  void anAddressWithoutSymbolIsHex(String conversion, String expected) throws Exception {
    Sample sample = Sample.of("\"" + conversion + "\", (void *)REC->x").symbols(SYMBOLS);
    assertEquals(expected, sample.with("u64", "x", 0xffffffff81000000L).text());
  }

  @ParameterizedTest
  @CsvSource({"-2, -ENOENT", "-34, -ERANGE", "-110, -110", "-5000, ffffffffffffec78"})
  void printsErrors(long value, String expected) throws Exception {
    assertEquals(expected, Sample.of("\"%pe\", REC->x").with("void *", "x", value).text());
  }

  /** As mm_page_alloc has it: where the kernel's array of pages begins is in no record. */
  @Test
  void anAddressThatIsNotKnownMattersOnlyWhereItIsNotHashed() throws Exception {
    String page = "\"page=%p pfn=0x%lx\", (((struct page *)vmemmap_base) + (REC->pfn)), REC->pfn";
    assertEquals("page=? pfn=0x10", Sample.of(page).with("u64", "pfn", 16).text());
    assertFalse(Sample.of(page.replace("%p ", "%px ")).compiled().isUnderstood());
  }

  @ParameterizedTest
  @CsvSource({
    "%pI4, 127.0.0.10",
    "%pi4, 127.000.000.010",
    "%pI4n, 127.0.0.10",
    "%pI4l, 10.0.0.127",
    "%pI4h, 10.0.0.127",
  })
  void printsIpv4(String conversion, String expected) throws Exception {
    Sample sample = Sample.of("\"" + conversion + "\", REC->a");
    assertEquals(expected, sample.bytes("a", 127, 0, 0, 10).text());
  }

  @Test
  void anAddressMayBeAFieldsOwn() throws Exception {
    assertEquals("10.1.2.3", Sample.of("\"%pI4\", &REC->a").with("u32", "a", 0x0302010a).text());
  }

  @ParameterizedTest
  @CsvSource({
    "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1, ::1",
    "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0, ::",
    "0x20 1 0xd 0xb8 0 0 0 0 0 0 0 0 0 0 0 1, 2001:db8::1",
    "0x20 1 0 0 0 2 0 3 0 4 0 0 0 0 0 7, 2001:0:2:3:4::7",
    "0x20 1 0 0 0 2 0 3 0 4 0 5 0 6 0 7, 2001:0:2:3:4:5:6:7",
    "0xfe 0x80 0 0 0 0 0 0 0 0 0 0 0 0 0 0, fe80::",
    "0 0 0 0 0 0 0 0 0 0 0xff 0xff 127 0 0 1, ::ffff:127.0.0.1",
    "0xfe 0x80 0 0 0 0 0 0 0 0 0x5e 0xfe 10 0 0 1, fe80::5efe:10.0.0.1",
  })
  void compressesIpv6(String bytes, String expected) throws Exception {
    assertEquals(expected, Sample.of("\"%pI6c\", REC->a").bytes("a", numbers(bytes)).text());
  }

  @Test
  void printsIpv6InFull() throws Exception {
    int[] address = numbers("0x20 1 0 0 0 0 0 0 0 0 0 0 0 0 0 1");
    assertEquals(
        "2001:0000:0000:0000:0000:0000:0000:0001 20010000000000000000000000000001",
        Sample.of("\"%pI6 %pi6\", REC->a, REC->a").bytes("a", address).text());
  }

  @ParameterizedTest
  @CsvSource({
    "2 0 0x1f 0x90 10 0 0 1, 10.0.0.1:8080",
    "10 0 0x1f 0x90 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1, [::1]:8080",
    "1 0, (einval)",
  })
  void printsSocketAddresses(String bytes, String expected) throws Exception {
    assertEquals(expected, Sample.of("\"%pISpc\", REC->a").bytes("a", numbers(bytes)).text());
  }

  @ParameterizedTest
  @CsvSource({
    "%pM, 00:01:02:ab:04:05",
    "%pMF, 00-01-02-ab-04-05",
    "%pMR, 05:04:ab:02:01:00",
    "%pm, 000102ab0405",
    "%*ph, 00 01 02 ab",
    "%*phC, 00:01:02:ab",
    "%*phD, 00-01-02-ab",
    "%*phN, 000102ab",
    "%2ph, 00 01",
  })
  void printsBytes(String conversion, String expected) throws Exception {
    String width = conversion.contains("*") ? "4, " : "";
    Sample sample = Sample.of("\"" + conversion + "\", " + width + "REC->a");
    assertEquals(expected, sample.bytes("a", 0, 1, 2, 0xab, 4, 5).text());
  }

  @ParameterizedTest
  @CsvSource({
    "%pU, 00010203-0405-0607-0809-0a0b0c0d0eff",
    "%pUB, 00010203-0405-0607-0809-0A0B0C0D0EFF",
    "%pUl, 03020100-0504-0706-0809-0a0b0c0d0eff",
    "%pUL, 03020100-0504-0706-0809-0A0B0C0D0EFF",
  })
  void printsUuids(String conversion, String expected) throws Exception {
    int[] id = numbers("0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 255");
    assertEquals(expected, Sample.of("\"" + conversion + "\", REC->a").bytes("a", id).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"%pd", "%pD", "%pV", "%pI5", "%pI4"})
  void whatIsOutsideOfTheRecordIsNotUnderstood(String conversion) throws Exception {
    assertFalse(
        Sample.of("\"" + conversion + "\", REC->x")
            .with("void *", "x", 1)
            .compiled()
            .isUnderstood());
  }

  private static int[] numbers(String text) {
    return Arrays.stream(text.split(" ", -1)).mapToInt(Integer::decode).toArray();
  }
}
