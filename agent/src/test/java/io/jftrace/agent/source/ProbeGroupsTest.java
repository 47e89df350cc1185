// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jftrace.tracefs.probe.ProbeException;
import io.jftrace.tracefs.probe.ProbeSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeGroupsTest {

  private final ProbeGroups groups = new ProbeGroups();

  @Test
  void aWordStandsForItsProbes() throws Exception {
    assertEquals(
        List.of(
            "jvm-gc",
            "jvm-safepoint",
            "jvm-class",
            "jvm-compile",
            "jvm-thread",
            "jvm-monitor",
            "native-memory"),
        groups.names());
    assertEquals("jvm_gc=usdt:libjvm:hotspot:gc__begin..gc__end", groups.expand("jvm-gc").get(0));
    assertEquals(6, groups.expand(" native-memory ").size());
  }

  @Test
  void aLimitIsThatOfEachProbe() throws Exception {
    assertEquals(
        "native_free=uprobe:libc:free rate=10", groups.expand("native-memory rate=10").get(3));
  }

  @Test
  void othersStandForThemselves() throws Exception {
    assertEquals(List.of("call:libc:open"), groups.expand("call:libc:open"));
    assertEquals(List.of("a=kprobe:f x=arg0"), groups.expand("a=kprobe:f x=arg0"));
  }

  @Test
  void aKindWithoutATargetIsNoGroup() throws Exception {
    assertEquals(List.of("uprobe"), groups.expand("uprobe"));
    assertEquals(List.of("x=call size=arg0"), groups.expand("x=call size=arg0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jvm-gcs|0|no group of probes is called 'jvm-gcs'; did you mean jvm-gc?",
        "native_memory rate=5|0|no group of probes is called 'native_memory'; did you mean"
            + " native-memory?",
        "malloc|0|'malloc' is neither a probe nor a group: write KIND:TARGET, such as"
            + " call:libc:malloc, or one of jvm-gc, jvm-safepoint, jvm-class, jvm-compile,"
            + " jvm-thread, jvm-monitor, native-memory",
        "jvm-gc foo=arg0|7|a group takes rate=N only",
        "native-memory  /size > 3/ rate=5|15|a group takes rate=N only",
        "foo=jvm-gc|0|a group takes rate=N only; its probes have names of their own",
        "jvm-gc rate=x|12|rate is the number of hits a second that are shown, from 1, not 'x'",
      })
  void whatIsNoGroupOrHasMoreThanARateIsTold(String text, int column, String message) {
    ProbeException e = assertThrows(ProbeException.class, () -> groups.expand(text));
    assertEquals(message, e.getMessage());
    assertEquals(column, e.column());
    assertEquals(text, e.text());
  }

  @Test
  void aGroupIsGivenOnce() throws Exception {
    groups.expandOnce("jvm-gc");
    groups.expandOnce("call:libc:open");
    groups.expandOnce("call:libc:open");
    ProbeException e = assertThrows(ProbeException.class, () -> groups.expandOnce("jvm-gc rate=5"));
    assertEquals("the group jvm-gc is given twice\n  jvm-gc rate=5\n  ^", e.explained());
  }

  @Test
  void aGroupIsToldFromOneOfItsProbes() throws Exception {
    assertEquals("native-memory", groups.of(" native-memory rate=5"));
    assertEquals("", groups.of(groups.expand("native-memory").get(0)));
    assertEquals("", groups.of("jvm-gcs"));
  }

  @Test
  void allAreSpecifications() throws Exception {
    int probes = 0;
    for (String group : groups.names()) {
      for (String text : groups.expand(group)) {
        ProbeSpec.parse(text);
        probes++;
      }
    }
    assertEquals(30, probes);
  }
}
