// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

  @Test
  void thatWithTheFewestChanges() {
    assertEquals("waits", Nearest.to("wait", List.of("jfr", "waits", "spans")));
  }

  @Test
  void aQuestionHasAtMostThreeAndNoneThatIsMuchFurther() {
    assertEquals("; did you mean malloc?", Nearest.question("maloc", List.of("calloc", "malloc")));
    assertEquals("; did you mean ab or ac?", Nearest.question("a", List.of("ac", "ab", "abc")));
    assertEquals(
        "; did you mean s16, s32 or s64?",
        Nearest.question("int", List.of("x64", "s64", "string", "s32", "s16", "x8x")));
    assertEquals("", Nearest.question("a", List.of()));
  }

  @Test
  void aCloseOneDiffersInAThirdOfTheLetters() {
    List<String> groups = List.of("jvm-gc", "jvm-class");
    assertEquals("; did you mean jvm-gc?", Nearest.closeQuestion("jvmgc", groups));
    assertEquals("", Nearest.closeQuestion("malloc", groups));
  }
}
