// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Allocates a lot, and now and then collects it all. */
final class Garbage {

  private static final int CHUNKS = 4000;
  private static final int CHUNK_BYTES = 4 * 1024;
  private static final int REQUESTS_PER_COLLECTION = 8;

  private final AtomicInteger requests = new AtomicInteger();

  String make() {
    List<byte[]> chunks = new ArrayList<>();
    for (int i = 0; i < CHUNKS; i++) {
      chunks.add(new byte[CHUNK_BYTES]);
    }
    if (requests.incrementAndGet() % REQUESTS_PER_COLLECTION == 0) {
      System.gc();
    }
    return "made " + chunks.size() + " chunks";
  }
}
