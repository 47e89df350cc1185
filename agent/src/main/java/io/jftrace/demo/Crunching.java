// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/** Work for every thread of the cruncher pool at once: there are more of them than cores. */
final class Crunching {

  private static final int BLOCK_BYTES = 256 * 1024;
  private static final int BLOCKS = 16;

  private final Tracing tracing;
  private final Backends backends;

  Crunching(Tracing tracing, Backends backends) {
    this.tracing = tracing;
    this.backends = backends;
  }

  String answer() throws Exception {
    List<Future<Integer>> parts = new ArrayList<>();
    for (int i = 0; i < backends.crunchers(); i++) {
      parts.add(backends.cruncher().submit(() -> tracing.step("crunch", Crunching::crunch)));
    }
    int sum = 0;
    for (Future<Integer> part : parts) {
      sum += part.get();
    }
    return "sum " + sum;
  }

  private static Integer crunch() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] block = new byte[BLOCK_BYTES];
    for (int i = 0; i < BLOCKS; i++) {
      digest.update(block);
    }
    return (int) digest.digest()[0];
  }
}
