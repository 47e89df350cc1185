// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.io.IOException;
import java.nio.file.Path;

/** What the endpoints wait for: the further thread pools, the journal, the slow downstream. */
final class Backends implements AutoCloseable {

  private static final int DOWNSTREAM_THREADS = 6;

  private final Pool billing = new Pool("billing", 4);
  private final Pool storage = new Pool("storage", 3);
  private final Pool cruncher;
  private final int crunchers;
  private final Journal journal;
  private final Downstream downstream;

  Backends(Path directory) throws IOException {
    // More threads than cores, so that a run queue forms.
    crunchers = 2 * Runtime.getRuntime().availableProcessors() + 2;
    cruncher = new Pool("cruncher", crunchers);
    journal = new Journal(directory);
    downstream = new Downstream(DOWNSTREAM_THREADS);
  }

  Pool billing() {
    return billing;
  }

  Pool storage() {
    return storage;
  }

  Pool cruncher() {
    return cruncher;
  }

  /** How many threads the cruncher pool has. */
  int crunchers() {
    return crunchers;
  }

  Journal journal() {
    return journal;
  }

  Downstream downstream() {
    return downstream;
  }

  @Override
  public void close() throws IOException {
    billing.close();
    storage.close();
    cruncher.close();
    downstream.close();
    journal.close();
  }
}
