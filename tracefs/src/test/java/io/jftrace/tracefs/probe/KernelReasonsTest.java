// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the kernel's error_log to a place in the user's text. */
class KernelReasonsTest {

  private static final String OTHERS =
      """
      [35765.266878] trace_uprobe: error: $retval is not available on probe
        Command: p:g/b /lib/libc.so.6:0x100000 x=$retval
                                                 ^
      """;

  private static final String OWN =
      """
      [35765.274955] event filter parse error: error: Field not found
        Command: size > 3 && nosuch == 2
                                    ^
      """;

  @TempDir private Path directory;

  private ErrorLog log(String text) throws IOException {
    Files.writeString(directory.resolve("error_log"), text);
    return new ErrorLog(directory);
  }

  @Test
  void theNewestEntryIsTheReason() throws Exception {
    ErrorLog.Entry before = log(OTHERS).newest();
    assertEquals("$retval is not available on probe", before.message());
    assertEquals("p:g/b /lib/libc.so.6:0x100000 x=$retval".indexOf('$'), before.column());
    ErrorLog.Entry reason = log(OTHERS + OWN).reason(before, "size > 3 && nosuch == 2 ");
    assertEquals("Field not found", reason.message());
    assertEquals(19, reason.column());
  }

  @Test
  void whatOthersDidIsNoReason() throws Exception {
    assertNull(log(OTHERS).reason(null, "p:g/other /lib/libc.so.6:0x100000 x=$retval"));
  }

  @Test
  void anOldEntryIsNoReason() throws Exception {
    ErrorLog.Entry before = log(OTHERS).newest();
    assertNull(log(OTHERS).reason(before, before.command()));
  }

  @Test
  void aKernelWithoutALogGivesNone() {
    assertNull(new ErrorLog(directory).newest());
    assertNull(new ErrorLog(directory).reason(null, "p:g/a"));
  }

  @Test
  void aColumnGoesBackToWhereItsPartCameFrom() {
    SpecPart target = new SpecPart("call:libc:f", 4);
    SpecPart fetch = new SpecPart("+8(%zz)", 20);
    KernelCommand command =
        new KernelCommand().madeOf(target, "p:g/f /lib:0x10 ").madeOf(fetch, "x=").copy(fetch);
    assertEquals("p:g/f /lib:0x10 x=+8(%zz)", command.line());
    assertEquals(4, command.column(0));
    assertEquals(4, command.column(9));
    assertEquals(20, command.column(command.line().indexOf("x=")));
    assertEquals(23, command.column(command.line().indexOf("%zz")));
  }
}
