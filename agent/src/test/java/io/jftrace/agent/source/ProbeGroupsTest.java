// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jftrace.tracefs.probe.ProbeException;
import io.jftrace.tracefs.probe.ProbeSpec;
import io.jftrace.tracefs.probe.UsdtNames;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProbeGroupsTest {

  private static final Pattern HOTSPOT =
      Pattern.compile("\\w+=usdt:libjvm:hotspot:(\\w+)(\\.\\.\\w+)?");

  private final UsdtNames names = new UsdtNames();
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
    assertEquals(
        "jvm_gc=usdt:libjvm:hotspot:gc__begin..gc__end",
        groups.expand("jvm-gc").get(0));
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

  @Test
  void argumentsOfTheJvmsProbesHaveNames() throws Exception {
    Set<String> without = new TreeSet<>();
    for (String group : groups.names()) {
      for (String text : groups.expand(group)) {
        Matcher m = HOTSPOT.matcher(text);
        if (m.matches() && names.arguments("hotspot", m.group(1)) == null) {
          without.add(m.group(1));
        }
      }
    }
    assertEquals(Set.of("safepoint__begin", "thread__yield"), without, "have none");
  }
}
