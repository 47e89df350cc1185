// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.extension;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The application's own exporter: keeps what it gets, or fails, or does not come to an end. */
final class Receiver implements SpanExporter {

  private final List<SpanData> spans = new ArrayList<>();
  private final List<Integer> batchSizes = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<CompletableResultCode> stalled = new ArrayList<>();
  private boolean isStalling;
  private boolean isFailing;
  private boolean isThrowing;

  @Override
  public synchronized CompletableResultCode export(Collection<SpanData> batch) {
    calls.add("export");
    threads.add(Thread.currentThread());
    batchSizes.add(batch.size());
    if (isThrowing) {
      throw new IllegalStateException("no receiver");
    }
    spans.addAll(batch);
    notifyAll();
    if (isStalling) {
      CompletableResultCode result = new CompletableResultCode();
      stalled.add(result);
      return result;
    }
    return isFailing ? CompletableResultCode.ofFailure() : CompletableResultCode.ofSuccess();
  }

  @Override
  public synchronized CompletableResultCode flush() {
    calls.add("flush");
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public synchronized CompletableResultCode shutdown() {
    calls.add("shutdown");
    return CompletableResultCode.ofSuccess();
  }

  synchronized void stall() {
    isStalling = true;
  }

  /** Ends exports that are under way, and stalls no more. */
  void goOn() {
    List<CompletableResultCode> open;
    synchronized (this) {
      isStalling = false;
      open = List.copyOf(stalled);
      stalled.clear();
    }
    open.forEach(CompletableResultCode::succeed);
  }

  synchronized void fail() {
    isFailing = true;
  }

  synchronized void throwAlways() {
    isThrowing = true;
  }

  synchronized List<SpanData> spans() {
    return List.copyOf(spans);
  }

  synchronized List<String> names() {
    return spans.stream().map(SpanData::getName).toList();
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  synchronized List<Integer> batchSizes() {
    return List.copyOf(batchSizes);
  }

  synchronized List<Thread> threads() {
    return List.copyOf(threads);
  }

  List<String> awaitNames(int count) {
    await(() -> spans().size() >= count);
    return names();
  }

  /** Waits for something to become true, for as long as a loaded machine may take. */
  static void await(BooleanSupplier condition) {
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - endNanos > 0) {
        throw new AssertionError("did not become true in a minute");
      }
      try {
        Thread.sleep(2);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
