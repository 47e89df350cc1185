// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.agent.mounts.ParkedThreads;
import io.jftrace.timeline.SpanRef;
import io.jftrace.timeline.SpanSource;
import io.jftrace.timeline.spans.SpanAccount;
import io.jftrace.timeline.spans.SpanAccounting;
import io.jftrace.timeline.spans.SpanAccounts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class VirtualScopesTest {

  private static final SpanRef SPAN = new SpanRef("trace", "span", true);
  private static final SpanRef OTHER = new SpanRef("trace", "other", true);

  private final ParkedThreads threads = new ParkedThreads();
  private final List<SpanAccount> finished = new ArrayList<>();
  private final SpanAccounts accounts = new SpanAccounts(finished::add, nanos -> {});
  private final TornSpans torn = new TornSpans();
  private final VirtualScopes scopes = new VirtualScopes(accounts, torn);
  private final Thread carrier = threads.another();
  private final Thread before = threads.another();

  @AfterEach
  void end() {
    threads.close();
  }

  @Test
  void aThreadThatWasThereBeforeIsKnownFromAMomentWithoutASpanOn() {
    scopes.began();
    scopes.mounted(carrier, before, 100);
    scopes.span(carrier, before, 110, SPAN);
    assertEquals(List.of("none 110-120"), pieces(110, 120));
    scopes.span(carrier, before, 120, null);
    scopes.span(carrier, before, 130, OTHER);
    assertEquals(List.of("none 115-130", "other 130-140"), pieces(115, 140));
    assertTrue(torn.remove(SPAN));
    assertFalse(torn.remove(OTHER));
  }

  @Test
  void aThreadKeepsItsSpanAndTheCarrierDoesNot() {
    scopes.began();
    Thread thread = threads.another();
    Thread another = threads.another();
    scopes.mounted(carrier, thread, 100);
    scopes.span(carrier, thread, 110, SPAN);
    scopes.unmounted(carrier, 120);
    scopes.mounted(another, thread, 150);
    scopes.unmounted(another, 180);
    assertEquals(List.of("none 90-110", "span 110-120", "none 120-200"), pieces(90, 200));
    assertEquals(
        List.of("none 140-150", "span 150-180", "none 180-190"), pieces(another, 140, 190));
    assertEquals(List.of("none 130-200"), pieces(130, 200), "asked later than the other one");
  }

  @Test
  void whatWasActiveWhenSomethingWasLostIsTorn() {
    scopes.began();
    Thread thread = threads.another();
    scopes.mounted(carrier, thread, 100);
    scopes.span(carrier, thread, 110, SPAN);
    scopes.lost(120, 150);
    scopes.span(carrier, thread, 130, null);
    scopes.span(carrier, thread, 140, OTHER);
    assertEquals(List.of("span 110-120", "none 120-200"), pieces(110, 200));
    assertTrue(torn.remove(SPAN));
    assertTrue(torn.remove(OTHER), "there may have been one around it");
    assertEquals(0, scopes.size());
    scopes.span(carrier, thread, 160, null);
    scopes.span(carrier, thread, 170, OTHER);
    assertEquals(List.of("none 160-170", "other 170-200"), pieces(160, 200));
    assertFalse(torn.remove(OTHER));
  }

  @Test
  void aThreadThatLeftItsSpanTakesNoSpaceAndIsCountedOnce() {
    scopes.began();
    Thread thread = threads.another();
    scopes.mounted(carrier, thread, 100);
    for (int i = 1; i <= 5; i++) {
      scopes.span(carrier, thread, 100L * i, SPAN);
      scopes.span(carrier, thread, 100L * i + 10, null);
    }
    assertEquals(0, scopes.size());
    accounts.ended("trace", "span", 600);
    scopes.unmounted(carrier, 700);
    finish(1000);
    assertEquals(1, finished.get(0).threads());
    assertEquals(50, finished.get(0).threadNanos());
  }

  @Test
  void nothingIsKeptOfThreadsThatEndedWithASpan() throws InterruptedException {
    scopes.began();
    ParkedThreads ending = new ParkedThreads();
    for (Thread thread : ending.some(100)) {
      scopes.mounted(carrier, thread, 100);
      scopes.span(carrier, thread, 110, SPAN);
      scopes.unmounted(carrier, 130);
    }
    ending.end();
    assertEquals(100, scopes.size());
    for (int i = 0; i < 200; i++) {
      scopes.drained();
    }
    assertEquals(0, scopes.size());
    accounts.ended("trace", "span", 1000);
    finish(2000);
    assertEquals(100 * 20, finished.get(0).threadNanos(), "what it left open ends with it");
  }

  @Test
  void nothingIsKeptOfACarrierThatEnded() {
    scopes.began();
    scopes.mounted(carrier, threads.another(), 100);
    scopes.ended(carrier);
    assertNull(scopes.carrier(carrier));
  }

  private void finish(long timeNanos) {
    SpanAccounting accounting = new SpanAccounting(SpanSource.NONE);
    accounting.start(accounts);
    accounting.complete(timeNanos);
  }

  private List<String> pieces(long fromNanos, long toNanos) {
    return pieces(carrier, fromNanos, toNanos);
  }

  /** Those that follow each other with the same scope as one. */
  private List<String> pieces(Thread thread, long fromNanos, long toNanos) {
    List<String> pieces = new ArrayList<>();
    scopes
        .carrier(thread)
        .forEach(
            null,
            fromNanos,
            toNanos,
            (scope, from, to) -> {
              String name = scope == null ? "none" : scope.account().span().spanId();
              String last = pieces.isEmpty() ? "" : pieces.get(pieces.size() - 1);
              if (last.startsWith(name + " ") && last.endsWith("-" + from)) {
                pieces.set(pieces.size() - 1, last.replaceAll("-.*", "-" + to));
              } else {
                pieces.add(name + " " + from + "-" + to);
              }
            });
    return pieces;
  }
}
