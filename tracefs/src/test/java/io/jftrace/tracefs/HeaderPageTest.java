// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderPageTest {

  @Test
  void tellsTheSizeOfASubBuffer() throws Exception {
    String text =
        """
        	field: u64 timestamp;	offset:0;	size:8;	signed:0;
        	field: local_t commit;	offset:8;	size:8;	signed:1;
        	field: int overwrite;	offset:8;	size:1;	signed:1;
        	field: char data;	offset:16;	size:4080;	signed:0;
        """;
    assertEquals(new HeaderPage(8, 4096), HeaderPage.parse(text));
  }

  @Test
  void andOfTheCommitWord() throws Exception {
    String text =
        """
        	field: u64 timestamp;	offset:0;	size:8;	signed:0;
        	field: local_t commit;	offset:8;	size:4;	signed:1;
        	field: char data;	offset:12;	size:4084;	signed:0;
        """;
    assertEquals(new HeaderPage(4, 4096), HeaderPage.parse(text));
  }

  @Test
  void refusesOtherText() {
    assertThrows(TracefsException.class, () -> HeaderPage.parse("nothing"));
  }

  private static String page(int word, int offset, int size) {
    return """
        	field: local_t commit;	offset:8;	size:%d;	signed:1;
        	field: char data;	offset:%d;	size:%d;	signed:0;
        """
        .formatted(word, offset, size);
  }

  @Test
  void takesTheSizesThatKernelsMayHave() throws Exception {
    assertEquals(new HeaderPage(8, 512), HeaderPage.parse(page(8, 16, 512 - 16)));
    assertEquals(new HeaderPage(8, 65536), HeaderPage.parse(page(8, 16, 65536 - 16)));
    assertEquals(new HeaderPage(4, 1 << 20), HeaderPage.parse(page(4, 12, (1 << 20) - 12)));
  }

  @Test
  void refusesSizesThatNoKernelHas() {
    for (String text :
        List.of(
            page(8, 16, 0),
            page(8, 16, 511 - 16),
            page(8, 16, (1 << 20) - 15),
            page(8, 16, 999_999_999),
            page(8, 0, 4096),
            page(8, 12, 4084),
            page(4, 16, 4080))) {
      assertThrows(TracefsException.class, () -> HeaderPage.parse(text), text);
    }
  }

  @Test
  void hasNoOtherSizeEither() {
    assertThrows(IllegalArgumentException.class, () -> new HeaderPage(8, 0));
  }
}
