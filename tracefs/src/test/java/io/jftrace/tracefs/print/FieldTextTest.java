// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Fields as they are printed where the kernel's text is not understood. */
class FieldTextTest {

  @Test
  void everyKindOfField() throws Exception {
    Sample sample = Sample.of("\"%d\", NO_CONSTANT");
    sample.with("s32", "a", -1).with("u64", "b", -1).with("bool", "c", 1);
    sample.with("void *", "d", 0xffff888100000000L).text("e", 8, "two word");
    sample.words("f", 1, 2).storedText("g", "text").stored("u16", "h", (byte) 1, (byte) 2);
    assertEquals(
        "event: a=-1 b=18446744073709551615 c=true d=0xffff888100000000 e=two word f={1,2} g=text"
            + " h={513}",
        sample.line());
  }
}
