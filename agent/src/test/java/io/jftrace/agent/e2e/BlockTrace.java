// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.e2e;

import io.jftrace.tracefs.Instance;
import io.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;

/** The kernel's own text about all requests to block devices. */
final class BlockTrace implements AutoCloseable {

  private final Instance instance;

  BlockTrace(Tracefs tracefs) throws IOException {
    instance = Instance.create(tracefs, "block_trace_" + ProcessHandle.current().pid());
    instance.set("buffer_size_kb", "8192");
    instance.enable("block/block_rq_issue");
  }

  /** Of a thread, until now, when it ends. */
  BlockTotals end(long tid) throws IOException {
    instance.disableAll();
    try (Stream<String> lines = Files.lines(instance.directory().resolve("trace"))) {
      return BlockTotals.ofText(lines, tid);
    }
  }

  @Override
  public void close() throws IOException {
    instance.close();
  }
}
