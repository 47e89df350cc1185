// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JvmProbeFlagsTest {

  private final List<String> warnings = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();

  private JvmProbeFlags flags(boolean on) {
    return new JvmProbeFlags(
        flag -> {
          asked.add(flag);
          return on;
        });
  }

  @Test
  void eachFlagIsToldOnce() {
    JvmProbeFlags flags = flags(false);
    flags.check("usdt:libjvm:hotspot:monitor__wait..monitor__waited", warnings::add);
    flags.check("usdt:libjvm:hotspot:monitor__notify", warnings::add);
    flags.check("usdt:/opt/jdk/libjvm.so:hotspot:method__entry", warnings::add);
    flags.check("usdt:libjvm:hotspot:object__alloc", warnings::add);
    assertEquals(
        List.of(
            "the probe usdt:libjvm:hotspot:monitor__wait..monitor__waited is hit only if the JVM is"
                + " started with -XX:+DTraceMonitorProbes",
            "the probe usdt:/opt/jdk/libjvm.so:hotspot:method__entry is hit only if the JVM is"
                + " started with -XX:+DTraceMethodProbes",
            "the probe usdt:libjvm:hotspot:object__alloc is hit only if the JVM is started with"
                + " -XX:+DTraceAllocProbes"),
        warnings);
  }

  @Test
  void nothingIsToldIfTheyAreOnOrNotNeeded() {
    flags(true).check("usdt:libjvm:hotspot:monitor__wait", warnings::add);
    assertEquals(List.of("DTraceMonitorProbes"), asked);
    flags(false).check("usdt:libjvm:hotspot:method__compile__begin", warnings::add);
    flags(false).check("call:libc:malloc", warnings::add);
    assertEquals(List.of("DTraceMonitorProbes"), asked);
    assertEquals(List.of(), warnings);
  }
}
