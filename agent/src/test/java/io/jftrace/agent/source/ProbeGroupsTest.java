// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jftrace.tracefs.probe.ProbeException;
import io.jftrace.tracefs.probe.ProbeSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

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
  void aGroupIsToldFromOneOfItsProbes() throws Exception {
    assertEquals("native-memory", groups.of(" native-memory rate=5"));
    assertEquals("", groups.of(groups.expand("native-memory").get(0)));
    assertEquals("", groups.of("jvm-gcs"));
  }

  @Test
  void anUnknownWordIsTold() {
    ProbeException e = assertThrows(ProbeException.class, () -> groups.expand("jvm-gcs"));
    assertEquals(
        "no group of probes has this name; groups are jvm-gc, jvm-safepoint, jvm-class,"
            + " jvm-compile, jvm-thread, jvm-monitor, native-memory\n  jvm-gcs\n  ^",
        e.explained());
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
