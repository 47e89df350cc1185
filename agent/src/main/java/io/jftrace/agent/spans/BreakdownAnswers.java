// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import io.jftrace.agent.jvm.BootClass;
import io.jftrace.agent.runtime.Breakdowns;
import io.jftrace.exporter.otel.BreakdownAttributes;
import io.jftrace.hook.JftraceSpanEnds;
import io.jftrace.timeline.BreakdownHealth;
import io.jftrace.timeline.SpanEndSink;
import io.jftrace.timeline.Timeline;
import io.jftrace.timeline.spans.SpanAccount;
import io.jftrace.timeline.spans.SpanAccounts;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The agent's side of {@link JftraceSpanEnds}. Keeps no accounts before an extension is there to
 * take the answers.
 */
public final class BreakdownAnswers implements Breakdowns, BreakdownHealth {

  /** In the agent's jar this constant is relocated along with the class. */
  private static final String HOOK = "io.jftrace.hook.JftraceSpanEnds";

  private final SpanLogReader reader;
  private final TornSpans tornSpans = new TornSpans();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong torn = new AtomicLong();
  private volatile long droppedAccounts;
  private Timeline timeline;
  private SpanEndSink ends;
  private SpanAccounts accounts;

  /** When the last drain without accounts began. */
  private long drainedNanos;

  /** What the answers that there are reach to. */
  private long untilNanos;

  private boolean passed;

  BreakdownAnswers(SpanLogReader reader) {
    this.reader = reader;
  }

  /**
   * Puts the hook's class where extensions find it.
   *
   * @param warnings receives one line if that is impossible; spans are then told nothing
   */
  public static Breakdowns install(
      Instrumentation instrumentation, SpanLogReader reader, Consumer<String> warnings) {
    try {
      BootClass.define(instrumentation, HOOK);
      return new BreakdownAnswers(reader);
    } catch (IOException | IllegalAccessException e) {
      warnings.accept("the application's spans are not told where their time went: " + e);
      return OFF;
    }
  }

  @Override
  public void open(Timeline newTimeline, Runnable drainSoon, SpanEndSink newEnds) {
    drainedNanos = System.nanoTime();
    timeline = newTimeline;
    ends = newEnds;
    JftraceSpanEnds.open(drainSoon);
  }

  @Override
  public void beforeDrain() {
    if (accounts == null && timeline != null) {
      if (JftraceSpanEnds.isWanted()) {
        begin();
      } else {
        drainedNanos = System.nanoTime();
      }
    }
    if (accounts != null) {
      // Before what their threads did is charged: little of it has to be taken back.
      takeEnded();
    }
  }

  /** What has happened since the last drain is accounted for by the next one. */
  private void begin() {
    accounts = new SpanAccounts(this::finished, this::catchUp);
    reader.account(accounts, tornSpans, drainedNanos);
    timeline.accountSpans(accounts);
  }

  @Override
  public void afterDrain() {
    if (passed) {
      droppedAccounts = accounts.dropped();
      JftraceSpanEnds.passed(untilNanos);
    }
  }

  @Override
  public void close() {
    JftraceSpanEnds.close();
  }

  @Override
  public BreakdownHealth health() {
    return this;
  }

  @Override
  public long answered() {
    return answered.get();
  }

  @Override
  public long dropped() {
    return JftraceSpanEnds.dropped() + droppedAccounts;
  }

  @Override
  public long torn() {
    return torn.get();
  }

  private void catchUp(long reachedNanos) {
    reader.catchUp();
    JftraceSpanEnds.passing(reachedNanos);
    takeEnded();
    ends.endsPassed();
    untilNanos = reachedNanos;
    passed = true;
  }

  private void takeEnded() {
    Object[] span = JftraceSpanEnds.pollEnded();
    while (span != null) {
      ended((String) span[0], (String) span[1], (Long) span[2], (Long) span[3]);
      span = JftraceSpanEnds.pollEnded();
    }
  }

  private void ended(String traceId, String spanId, long nanoTime, long endEpochNanos) {
    accounts.ended(traceId, spanId, nanoTime);
    ends.ended(traceId, spanId, endEpochNanos);
  }

  private void finished(SpanAccount account) {
    ends.finished(account.span());
    if (tornSpans.remove(account.span()) || account.isTorn()) {
      torn.incrementAndGet();
    } else {
      JftraceSpanEnds.answer(
          account.span().traceId(), account.span().spanId(), BreakdownAttributes.of(account));
      answered.incrementAndGet();
    }
  }
}
