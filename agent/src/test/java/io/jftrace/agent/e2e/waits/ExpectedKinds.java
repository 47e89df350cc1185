// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e.waits;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The kinds of waits that there have to be, so that none goes missing unnoticed. */
final class ExpectedKinds {

  private static final int FEWEST = 10;

  /** As many as are wanted. */
  private static final List<String> MANY =
      List.of(
          "monitor",
          "reentrant-lock",
          "write-lock",
          "stamped-lock",
          "object-wait",
          "object-wait-timeout",
          "condition",
          "blocking-queue",
          "synchronous-queue",
          "latch",
          "semaphore",
          "completable-future",
          "future",
          "join",
          "wait-for",
          "sleep",
          "park",
          "park-nanos",
          "socket-read",
          "socket-read-timeout",
          "channel-read",
          "datagram",
          "socket-write",
          "accept",
          "accept-timeout",
          "accept-in-vain",
          "selector",
          "named-pipe",
          "process-output",
          "process-reaper",
          "file-lock");

  /** Each takes long, or its length is the JVM's affair. */
  private static final List<String> SOME =
      List.of(
          "connect",
          "connect-timeout",
          "system-gc",
          "stopped-for-gc",
          "thread-dump",
          "stopped-for-dump");

  /** On a fast disk they do not last. */
  private static final Set<String> OF_ANY_DISK = Set.of("fsync", "file-read", "page-fault");

  private ExpectedKinds() {}

  /** Those that there are too few of. */
  static Set<String> missing(Map<String, Integer> counts, boolean slowDisk) {
    Set<String> missing = new TreeSet<>();
    MANY.stream().filter(kind -> counts.getOrDefault(kind, 0) < FEWEST).forEach(missing::add);
    Stream<String> some =
        slowDisk ? Stream.concat(SOME.stream(), SlowDiskKinds.NAMES.stream()) : SOME.stream();
    some.filter(kind -> !counts.containsKey(kind)).forEach(missing::add);
    return missing;
  }

  /** Those that there is none of; the disk's may be among them. */
  static Set<String> notProvoked(Map<String, Integer> counts) {
    Set<String> none = new TreeSet<>(OF_ANY_DISK);
    none.addAll(MANY);
    none.addAll(SOME);
    none.addAll(SlowDiskKinds.NAMES);
    none.removeAll(counts.keySet());
    return none;
  }
}
