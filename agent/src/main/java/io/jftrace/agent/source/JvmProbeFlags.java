// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Tells which flags of the JVM have to be on for some of its static probes to be hit at all. */
final class JvmProbeFlags {

  /** By the place of a probe; src/hotspot/share/runtime/globals.hpp, JDK 17 and 25. */
  private static final Map<Pattern, String> FLAGS =
      Map.of(
          Pattern.compile("usdt:.*:hotspot:monitor__.*"), "DTraceMonitorProbes",
          Pattern.compile("usdt:.*:hotspot:object__alloc.*"), "DTraceAllocProbes",
          Pattern.compile("usdt:.*:hotspot:method__(entry|return).*"), "DTraceMethodProbes");

  private final Predicate<String> isOn;
  private final Set<String> told = new HashSet<>();

  /**
   * @param isOn whether a flag of this JVM is on; asked only about flags that a probe needs
   */
  JvmProbeFlags(Predicate<String> isOn) {
    this.isOn = isOn;
  }

  /** Warns, once for each flag. */
  void check(String place, Consumer<String> warnings) {
    FLAGS.forEach(
        (places, flag) -> {
          if (places.matcher(place).matches() && !isOn.test(flag) && told.add(flag)) {
            warnings.accept(
                "the probe " + place + " is hit only if the JVM is started with -XX:+" + flag);
          }
        });
  }
}
