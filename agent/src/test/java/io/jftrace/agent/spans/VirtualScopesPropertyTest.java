// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.mounts.MountLogReader;
import io.jftrace.agent.mounts.ParkedThreads;
import io.jftrace.hook.JftraceMountLog;
import io.jftrace.timeline.JavaThreads;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.Timeline;
import io.jftrace.timeline.TimelineSink;
import io.jftrace.timeline.spans.SpanAccount;
import io.jftrace.timeline.spans.SpanAccounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The accounts of spans on virtual threads are, to the nanosecond, what was so, whatever carriers
 * ran them and whenever these are asked. All carriers have a CPU all the time here.
 */
final class VirtualScopesPropertyTest {

  private static final int CARRIERS = 3;
  private static final int VIRTUAL_THREADS = 8;

  /** More than the largest ring has. */
  private static final int TOO_MANY = 70_000;

  private final ParkedThreads threads = new ParkedThreads();
  private final List<Thread> carriers = threads.some(CARRIERS);
  private final MountLogReader mounts = new MountLogReader(true);
  private final SpanLogReader reader = new SpanLogReader(mounts, new BypassWarning(null, s -> {}));
  private final TornSpans torn = new TornSpans();
  private final Map<SpanRef, String> told = new HashMap<>();
  private final SpanAccounts accounts = new SpanAccounts(this::finished, this::catchUp);
  private final Timeline timeline =
      new Timeline(new TimelineSink() {}, this::findCarriers, tid -> "", reader, () -> 0);
  private final Set<SpanRef> toldEnds = new HashSet<>();
  private int tornSpans;
  private long unknownNanos;
  private VirtualWorld world;
  private Random random;

  @AfterEach
  void forget() {
    threads.close();
    JftraceMountLog.stop();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void areWhatTheThreadsDidWhileTheSpansWereActive(long seed) {
    begin(seed, true);
    for (int i = 0; i < 20_000; i++) {
      world.step(random.nextInt(CARRIERS));
      askSometimes();
    }
    finish();
    assertEquals(world.truth(), told);
    assertEquals(0, tornSpans);
    assertEquals(0, unknownNanos);
    assertTrue(told.size() > 1000, told.size() + " spans");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void areNotToldIfSomethingWasLost(long seed) {
    // What is active in the lost part only, on another thread, cannot be known.
    begin(seed, false);
    for (int i = 0; i < 10_000; i++) {
      world.step(random.nextInt(CARRIERS));
      askSometimes();
      if (i % 4000 == 2000) {
        int carrier = random.nextInt(CARRIERS);
        for (int left = TOO_MANY; left >= 0; left--) {
          // Others go on meanwhile.
          world.step(left % 100 == 0 ? random.nextInt(CARRIERS) : carrier);
        }
      }
    }
    finish();
    assertTrue(mounts.losses() > 0);
    Map<SpanRef, String> truth = world.truth();
    told.forEach((span, text) -> assertEquals(truth.get(span), text));
    assertTrue(tornSpans > 0);
    assertTrue(told.size() > 100, told.size() + " spans");
  }

  private void begin(long seed, boolean sharing) {
    random = new Random(seed);
    reader.account(accounts, torn, 0);
    timeline.accountSpans(accounts);
    world = new VirtualWorld(random, carriers, threads.some(VIRTUAL_THREADS), sharing);
    long now = world.now();
    for (int tid = 1; tid <= CARRIERS; tid++) {
      timeline.threadStarted(now, tid, "carrier");
      assertNotNull(timeline.thread(tid).javaThread());
      timeline.runsFrom(now, tid);
    }
  }

  private void findCarriers(JavaThreads.Found found) {
    for (int i = 0; i < CARRIERS; i++) {
      found.thread(i + 1, carriers.get(i), carriers.get(i).getId());
    }
  }

  /** One carrier may be asked much later than another. */
  private void askSometimes() {
    int choice = random.nextInt(400);
    if (choice < 8) {
      tellEnds();
      timeline.runs(world.now(), 1 + random.nextInt(choice < 7 ? CARRIERS - 1 : CARRIERS));
    } else if (choice == 8) {
      drain();
    }
  }

  private void drain() {
    tellEnds();
    long now = world.now();
    for (int tid = 1; tid <= CARRIERS; tid++) {
      timeline.runs(now, tid);
    }
    timeline.timesComplete(now);
    reader.drained();
    mounts.drained();
  }

  private void finish() {
    world.finish();
    drain();
  }

  private void catchUp(long untilNanos) {
    reader.catchUp();
    tellEnds();
  }

  private void tellEnds() {
    List<SpanRef> ended = new ArrayList<>(world.ends.keySet());
    for (SpanRef span : ended) {
      if (toldEnds.add(span)) {
        accounts.ended(span.traceId(), span.spanId(), world.ends.get(span));
      }
    }
  }

  private void finished(SpanAccount account) {
    if (torn.remove(account.span())) {
      tornSpans++;
      return;
    }
    unknownNanos += account.unknownNanos();
    String before =
        told.put(
            account.span(),
            VirtualWorld.text(
                // Of a carrier that is not asked for long, not all is kept.
                account.cpuNanos() + account.unknownNanos(),
                account.unmountedNanos(),
                account.unmountedCount(),
                account.threadNanos(),
                account.threads()));
    assertEquals(null, before);
  }
}
