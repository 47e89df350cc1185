// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jftrace.timeline.SpanRef;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SpanAccountsTest {

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final List<String> finished = new ArrayList<>();
  private final SpanAccounts accounts =
      new SpanAccounts(account -> finished.add(account.span().spanId()), untilNanos -> {});
  private final ScopeStack stack = accounts.stack();

  private void activeFor10(String id, long timeNanos) {
    stack.moveTo(new SpanRef("t", id, true), timeNanos);
    stack.moveTo(null, timeNanos + 10);
  }

  @Test
  void isPassedOnceWhenTheEndHasBeenReached() {
    activeFor10("a", 100);
    accounts.ended("t", "a", 200);
    accounts.ended("t", "a", 150);
    accounts.finish(199);
    assertEquals(List.of(), finished);
    accounts.finish(200);
    accounts.finish(300);
    assertEquals(List.of("a"), finished);
    assertEquals(0, accounts.size());
  }

  @Test
  void endMayBeToldBeforeTheSpanIsKnownToBeActive() {
    accounts.ended("t", "a", 105);
    activeFor10("a", 100);
    accounts.finish(200);
    assertEquals(List.of("a"), finished);
  }

  @Test
  void spanThatWasNeverActiveIsNotPassed() {
    accounts.ended("t", "a", 100);
    accounts.finish(200);
    assertEquals(List.of(), finished);
    assertEquals(0, accounts.size());
    assertEquals(0, accounts.dropped());
  }

  @Test
  void spanThatIsMadeActiveAfterItsEndIsNotOpenedAgain() {
    activeFor10("a", 100);
    accounts.ended("t", "a", 110);
    accounts.finish(200);
    activeFor10("a", 300);
    accounts.ended("t", "a", 310);
    accounts.finish(400);
    assertEquals(List.of("a"), finished);
    assertEquals(0, accounts.size());
  }

  @Test
  void oldestIsDroppedIfThereAreTooMany() {
    for (int i = 0; i < 65_537; i++) {
      activeFor10("span" + i, 100L * i);
    }
    assertEquals(65_536, accounts.size());
    assertEquals(1, accounts.dropped());
    accounts.ended("t", "span1", 7_000_000);
    accounts.finish(7_000_000);
    assertEquals(List.of("span1"), finished);
  }

  @Test
  void accountThatWasDroppedIsNotPassed() {
    activeFor10("span0", 0);
    accounts.ended("t", "span0", 100);
    for (int i = 1; i < 65_537; i++) {
      activeFor10("span" + i, 100L * i);
    }
    accounts.finish(7_000_000);
    assertEquals(List.of(), finished);
  }

  @Test
  void spanOfWhichNothingIsHeardForAMinuteIsDropped() {
    activeFor10("a", MINUTE);
    stack.moveTo(new SpanRef("t", "active", true), MINUTE);
    accounts.ended("t", "ended", 30 * MINUTE);
    accounts.finish(2 * MINUTE);
    assertEquals(3, accounts.size());
    accounts.finish(4 * MINUTE);
    assertEquals(2, accounts.size());
    assertEquals(1, accounts.dropped());
  }

  /** A part of its time only would be wrong. */
  @Test
  void spanThatWasDroppedIsNotPassedWhenItIsActiveAgain() {
    activeFor10("a", MINUTE);
    accounts.finish(4 * MINUTE);
    activeFor10("a", 5 * MINUTE);
    accounts.ended("t", "a", 5 * MINUTE + 10);
    accounts.finish(6 * MINUTE);
    assertEquals(1, accounts.dropped());
    assertEquals(List.of(), finished);
  }

  @Test
  void activeSpanOutlastsManyThatAreNot() {
    ScopeStack other = accounts.stack();
    other.moveTo(new SpanRef("long", "long", true), 1);
    for (int i = 0; i < 3 * 65_536; i++) {
      activeFor10("span" + i, 100L * i);
    }
    other.moveTo(null, 30_000_000);
    accounts.ended("long", "long", 30_000_000);
    accounts.finish(30_000_000);
    assertEquals(List.of("long"), finished);
    assertEquals(2 * 65_536 + 1, accounts.dropped());
  }

  @Test
  void spanThatIsToldOfTooLateIsTorn() {
    List<Boolean> torn = new ArrayList<>();
    SpanAccounts late = new SpanAccounts(account -> torn.add(account.isTorn()), untilNanos -> {});
    OpenAccount account = late.stack().moveTo(new SpanRef("t", "a", true), 100).account();
    OpenAccount other = late.stack().moveTo(new SpanRef("u", "b", true), 100).account();
    account.charge(TimeKinds.CPU, 100, 200, false, false);
    account.charge(TimeKinds.CPU, 200, 300, false, false);
    other.charge(TimeKinds.CPU, 100, 110, false, false);
    for (int i = 0; i < 8190; i++) {
      other.charge(TimeKinds.CPU, 110 + i, 111 + i, false, false);
    }
    late.ended("t", "a", 199);
    late.ended("u", "b", 8000);
    late.finish(10_000);
    assertEquals(List.of(true, false), torn);
  }

  @Test
  void spanOfWhichTheJournalHasEnoughIsNotTorn() {
    List<String> told = new ArrayList<>();
    SpanAccounts late =
        new SpanAccounts(a -> told.add(a.isTorn() + " " + a.cpuNanos()), untilNanos -> {});
    OpenAccount account = late.stack().moveTo(new SpanRef("t", "a", true), 100).account();
    for (int i = 0; i < 10_000; i++) {
      account.charge(TimeKinds.CPU, 100 + i, 101 + i, false, false);
    }
    late.ended("t", "a", 2000);
    late.finish(20_000);
    assertEquals(List.of("false 1900"), told);
  }
}
