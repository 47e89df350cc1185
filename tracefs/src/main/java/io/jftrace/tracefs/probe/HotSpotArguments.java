// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The names of the arguments of HotSpot's static probes (src/hotspot/os/posix/dtrace/hotspot.d of
 * the JDK, and where the probes are used). {@code name$} is a text and the argument after it that
 * has its length; others may have a type. {@code -} is one that says nothing: the type of thread,
 * which is -1 wherever it is passed.
 */
final class HotSpotArguments {

  private static final String CLASS_STEP = "className$ loader:x64 -";
  private static final String CLASS_WAIT = CLASS_STEP + " waited";
  private static final String MONITOR = "javaThreadId monitor:x64 className$";
  private static final String POOL = "manager$ pool$ initBytes usedBytes committedBytes maxBytes";
  private static final String METHOD = "className$ method$ signature$";
  private static final String THREAD = "name$ javaId nativeId daemon:bool";

  private static final String TABLE =
      """
      class__loaded className$ loader:x64 shared:bool
      class__unloaded className$ loader:x64 shared:bool
      class__initialization__required CLASS_STEP
      class__initialization__recursive CLASS_WAIT
      class__initialization__concurrent CLASS_WAIT
      class__initialization__erroneous CLASS_WAIT
      class__initialization__super__failed CLASS_WAIT
      class__initialization__clinit CLASS_WAIT
      class__initialization__error CLASS_WAIT
      class__initialization__end CLASS_WAIT
      gc__begin full:bool
      mem__pool__gc__begin POOL
      mem__pool__gc__end POOL
      method__compile__begin compiler$ METHOD
      method__compile__end compiler$ METHOD success:bool
      compiled__method__load METHOD code:x64 sizeBytes
      compiled__method__unload METHOD
      method__entry javaThreadId METHOD
      method__return javaThreadId METHOD
      monitor__contended__enter MONITOR
      monitor__contended__entered MONITOR
      monitor__contended__exit MONITOR
      monitor__wait MONITOR timeoutMillis
      monitor__waited MONITOR
      monitor__notify MONITOR
      monitor__notifyAll MONITOR
      object__alloc javaThreadId className$ sizeBytes
      thread__start THREAD
      thread__stop THREAD
      thread__sleep__begin millis
      thread__sleep__end interrupted:bool
      thread__park__begin parker:x64 isAbsolute:bool time
      thread__park__end parker:x64
      thread__unpark parker:x64
      vmops__request operation$ mode
      vmops__begin operation$ mode
      vmops__end operation$ mode
      """
          .replace("CLASS_STEP", CLASS_STEP)
          .replace("CLASS_WAIT", CLASS_WAIT)
          .replace("MONITOR", MONITOR)
          .replace("POOL", POOL)
          .replace("METHOD", METHOD)
          .replace("THREAD", THREAD);

  /** What an interval's end tells anew; all else is the same as at its begin. */
  private static final Set<String> CHANGING = Set.of("usedBytes", "committedBytes", "maxBytes");

  private static final Map<String, String> NAMES = new HashMap<>();

  static {
    for (String line : TABLE.lines().toList()) {
      int blank = line.indexOf(' ');
      NAMES.put(line.substring(0, blank), line.substring(blank + 1));
    }
  }

  private HotSpotArguments() {}

  /** The names of a probe's arguments, with a blank between; null if the probe is not known. */
  static String of(String probe) {
    return NAMES.get(probe);
  }

  /** Whether an argument is the same at both ends of an interval, if both have it. */
  static boolean isSameAtBothEnds(String argument) {
    return !CHANGING.contains(argument);
  }
}
