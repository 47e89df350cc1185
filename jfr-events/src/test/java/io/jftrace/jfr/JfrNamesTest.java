// SPDX-License-Identifier: Apache-2.0
package io.jftrace.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class JfrNamesTest {

  @Test
  void namesAreKeptIfJfrTakesThem() {
    assertEquals(List.of("open", "_new", "a1"), JfrNames.of(List.of("open", "_new", "a1")));
  }

  @Test
  void othersAreChangedWhateverElseThereIs() {
    assertEquals(List.of("_2nd", "_new", "___"), JfrNames.of(List.of("2nd", "new", "___")));
    assertEquals(List.of("__new", "_new"), JfrNames.of(List.of("new", "_new")));
    assertEquals(List.of("_new", "___new", "__new"), JfrNames.of(List.of("_new", "new", "__new")));
    assertEquals(List.of("____", "__", "___"), JfrNames.of(List.of("_", "__", "___")));
  }
}
