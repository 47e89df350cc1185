// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/**
 * Pairs the issue of requests to block devices with their completion. The kernel tells a request by
 * its device and first sector only; flushes of one device all look the same, and are taken to be
 * done in order.
 */
final class BlockRequests {

  /** More are not outstanding, unless completions are lost. */
  static final int MAX_PENDING = 4096;

  private static final int BUCKETS = 1024;

  private final TimelineSink sink;
  private final SpanSource spans;
  private final PendingRequest[] buckets = new PendingRequest[BUCKETS];
  private PendingRequest oldest;
  private PendingRequest newest;
  private PendingRequest free;
  private int pending;

  BlockRequests(TimelineSink sink, SpanSource spans) {
    this.sink = sink;
    this.spans = spans;
  }

  /** See {@link io.jftrace.timeline.scheduler.ActivityEvents#blockIssued}. */
  void issued(
      TracedThread thread,
      long timeNanos,
      int device,
      long sector,
      long sectors,
      long bytes,
      BlockOperation operation) {
    boolean empty = sectors == 0;
    PendingRequest same = empty ? null : find(device, sector, false);
    if (same != null && same.sectorsLeft == sectors) {
      // The device could not take it, and now it is issued again.
      return;
    }
    if (same != null) {
      remove(same);
    } else if (pending == MAX_PENDING) {
      remove(oldest);
    }
    PendingRequest request = take();
    // Now, as at the completion the thread may have gone on for long.
    SpanRef span = spans.activeAt(thread, timeNanos);
    request.issued(thread, span, timeNanos, device, sector, sectors, bytes, operation);
    addToBucket(request);
    addNewest(request);
  }

  /** See {@link io.jftrace.timeline.scheduler.ActivityEvents#blockCompleted}. */
  void completed(long timeNanos, int device, long sector, long sectors, int error) {
    PendingRequest request = pending == 0 ? null : find(device, sector, sectors == 0);
    if (request == null) {
      return;
    }
    request.completed(timeNanos, error);
    if (sectors < request.sectorsLeft) {
      removeFromBucket(request);
      request.nextSector += sectors;
      request.sectorsLeft -= sectors;
      addToBucket(request);
      return;
    }
    sink.blockRequest(request);
    remove(request);
  }

  /** Some completions were lost, so that later ones may be of other requests. */
  void forget() {
    while (oldest != null) {
      remove(oldest);
    }
  }

  private PendingRequest find(int device, long sector, boolean empty) {
    PendingRequest request = buckets[bucketOf(device, sector)];
    while (request != null && !request.is(device, sector, empty)) {
      request = request.next;
    }
    return request;
  }

  /** At the end, so that of equal ones the first is found first. */
  private void addToBucket(PendingRequest request) {
    int bucket = bucketOf(request.device(), request.nextSector);
    request.next = null;
    PendingRequest last = buckets[bucket];
    if (last == null) {
      buckets[bucket] = request;
      return;
    }
    while (last.next != null) {
      last = last.next;
    }
    last.next = request;
  }

  private void removeFromBucket(PendingRequest request) {
    int bucket = bucketOf(request.device(), request.nextSector);
    if (buckets[bucket] == request) {
      buckets[bucket] = request.next;
      return;
    }
    PendingRequest before = buckets[bucket];
    while (before.next != request) {
      before = before.next;
    }
    before.next = request.next;
  }

  private PendingRequest take() {
    PendingRequest request = free;
    if (request == null) {
      return new PendingRequest();
    }
    free = request.next;
    return request;
  }

  private void addNewest(PendingRequest request) {
    pending++;
    request.older = newest;
    request.newer = null;
    if (newest == null) {
      oldest = request;
    } else {
      newest.newer = request;
    }
    newest = request;
  }

  private void remove(PendingRequest request) {
    removeFromBucket(request);
    pending--;
    if (request.older == null) {
      oldest = request.newer;
    } else {
      request.older.newer = request.newer;
    }
    if (request.newer == null) {
      newest = request.older;
    } else {
      request.newer.older = request.older;
    }
    request.clear();
    request.next = free;
    free = request;
  }

  private static int bucketOf(int device, long sector) {
    // Requests often begin at multiples of a page, or of more: the upper bits decide.
    long hash = (sector + 31L * device) * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 54);
  }
}
