// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeRowTest {

  @Test
  void columnsBelowEachOther() {
    Section section =
        new Section(
            "libjvm",
            List.of(
                new ProbeRow("usdt:libjvm:hotspot:gc__begin", "full:bool", "cheap"),
                new ProbeRow("usdt:libjvm:hotspot:gc__end", "", "slow")),
            List.of("2 functions"));
    assertEquals(
        """
        # libjvm
        usdt:libjvm:hotspot:gc__begin  full:bool  cheap
        usdt:libjvm:hotspot:gc__end               slow
        # 2 functions
        """,
        section.text());
  }

  @Test
  void columnThatNobodyHasIsNotThere() {
    ProbeRow row = new ProbeRow("uprobe:libz:deflate", "", "slow");
    assertEquals(List.of("uprobe:libz:deflate  slow"), ProbeRow.lines(List.of(row)));
  }

  @Test
  void oneLongNameDoesNotMoveTheOthers() {
    String name = "uprobe:libjvm:" + "x".repeat(100);
    List<ProbeRow> rows = List.of(new ProbeRow(name, "", "slow"), new ProbeRow("u", "", "cheap"));
    assertEquals(List.of(name + "  slow", "u" + " ".repeat(63) + "  cheap"), ProbeRow.lines(rows));
  }
}
