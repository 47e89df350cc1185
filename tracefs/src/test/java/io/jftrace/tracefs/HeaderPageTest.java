// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
}
