// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.jftrace.timeline.SpanRef;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeStackTest {

  private final List<String> finished = new ArrayList<>();
  private final SpanAccounts accounts =
      new SpanAccounts(
          account -> finished.add(account.span().spanId() + " " + SpanOracle.text(account)),
          untilNanos -> {});
  private final ScopeStack stack = accounts.stack();

  private static SpanRef span(String trace, String id) {
    return new SpanRef(trace, id, true);
  }

  private static String text(SpanScope innermost) {
    StringBuilder text = new StringBuilder();
    for (SpanScope scope = innermost; scope != null; scope = scope.outer()) {
      text.append(scope.account().span().spanId()).append(' ');
    }
    return text.toString().strip();
  }

  @Test
  void spansOfOneTraceAreInsideOfEachOther() {
    SpanScope a = stack.moveTo(span("t", "a"), 1);
    assertEquals("a", text(a));
    assertEquals("b a", text(stack.moveTo(span("t", "b"), 2)));
    assertEquals("c b a", text(stack.moveTo(span("t", "c"), 3)));
    assertSame(a, stack.moveTo(span("t", "a"), 4));
    assertEquals("d a", text(stack.moveTo(span("t", "d"), 5)));
    assertNull(stack.moveTo(null, 6));
  }

  @Test
  void spanOfAnotherTraceBeginsAnew() {
    stack.moveTo(span("t", "a"), 1);
    assertEquals("a", text(stack.moveTo(span("u", "a"), 2)));
    assertEquals("b a", text(stack.moveTo(span("u", "b"), 3)));
    assertEquals("b", text(stack.moveTo(span("t", "b"), 4)));
  }

  @Test
  void spanThatIsNotSampledIsLeftOut() {
    assertNull(stack.moveTo(new SpanRef("t", "x", false), 1));
    stack.moveTo(span("t", "a"), 2);
    assertEquals("a", text(stack.moveTo(new SpanRef("t", "y", false), 3)));
    assertEquals("b a", text(stack.moveTo(span("t", "b"), 4)));
    assertNull(stack.moveTo(new SpanRef("u", "z", false), 5));
    assertEquals(2, accounts.size());
  }

  @Test
  void scopesThatAreNeverClosedDoNotPileUp() {
    for (int i = 0; i < ScopeStack.MAX_DEPTH; i++) {
      stack.moveTo(span("t", "span" + i), i);
    }
    assertEquals(ScopeStack.MAX_DEPTH, text(stack.top()).split(" ").length);
    assertEquals("one", text(stack.moveTo(span("t", "one"), 100)));
    accounts.ended("t", "span0", 200);
    accounts.finish(200);
    assertEquals(List.of("span0 {threads=1, total=100, unknown=100}"), finished);
  }

  @Test
  void threadIsCountedOnceAndItsTimesAreAddedUp() {
    ScopeStack[] others = new ScopeStack[10];
    for (int i = 0; i < 30; i++) {
      int index = i * 7 % others.length;
      if (others[index] == null) {
        others[index] = accounts.stack();
      }
      others[index].moveTo(span("t", "a"), 100L * i);
      others[index].moveTo(null, 100L * i + 10);
    }
    stack.moveTo(span("t", "a"), 5000);
    accounts.ended("t", "a", 4000);
    accounts.finish(6000);
    assertEquals(List.of("a {threads=10, total=300, unknown=300}"), finished);
  }

  @Test
  void virtualThreadThatIsNotCarriedIsUnmounted() {
    ScopeStack virtual = accounts.virtualStack(1);
    OpenAccount account = virtual.moveTo(span("t", "a"), 100).account();
    account.charge(TimeKinds.CPU, 100, 150, true, false);
    virtual.unmounted(150);
    virtual.mounted(400);
    account.charge(TimeKinds.UNKNOWN, 400, 450, true, false);
    accounts.ended("t", "a", 500);
    virtual.unmounted(510);
    accounts.finish(600);
    assertEquals(
        List.of("a {cpu=50, threads=1, total=400, unknown=100, unmounted=250, unmounts=1}"),
        finished);
  }

  @Test
  void virtualThreadMayBeUnmountedWhenItsSpanEnds() {
    ScopeStack virtual = accounts.virtualStack(1);
    OpenAccount account = virtual.moveTo(span("t", "a"), 100).account();
    account.charge(TimeKinds.CPU, 100, 150, true, false);
    virtual.unmounted(150);
    accounts.ended("t", "a", 500);
    accounts.finish(600);
    assertEquals(List.of("a {cpu=50, threads=1, total=400, unmounted=350, unmounts=1}"), finished);
  }

  @Test
  void whatIsAfterAnEndThatIsToldLateIsTakenBack() {
    ScopeStack virtual = accounts.virtualStack(1);
    OpenAccount account = virtual.moveTo(span("t", "a"), 100).account();
    account.charge(TimeKinds.CPU, 100, 150, true, false);
    virtual.unmounted(150);
    virtual.mounted(300);
    virtual.moveTo(null, 310);
    accounts.ended("t", "a", 200);
    accounts.finish(600);
    assertEquals(List.of("a {cpu=50, threads=1, total=100, unmounted=50, unmounts=1}"), finished);
  }
}
