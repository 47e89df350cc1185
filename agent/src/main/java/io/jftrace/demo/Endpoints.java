// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which path waits for what. */
final class Endpoints {

  private static final int SLEEP_MILLIS = 40;

  private final Backends backends;
  private final Tracing tracing;
  private final Locks locks;
  private final Garbage garbage = new Garbage();

  Endpoints(Backends backends, Tracing tracing) {
    this.backends = backends;
    this.tracing = tracing;
    this.locks = new Locks(tracing, backends.billing());
  }

  Map<String, Endpoint> byPath() {
    Map<String, Endpoint> paths = new LinkedHashMap<>();
    paths.put("/lock", locks::answer);
    paths.put("/fsync", this::fsync);
    paths.put("/sleep", this::sleep);
    paths.put("/downstream", this::downstream);
    paths.put("/cpu", new Crunching(tracing, backends)::answer);
    paths.put("/gc", () -> tracing.step("build report", garbage::make));
    return paths;
  }

  private String fsync() throws Exception {
    return backends
        .storage()
        .submit(() -> tracing.step("append to journal", backends.journal()::append))
        .get();
  }

  private String sleep() throws Exception {
    return tracing.step(
        "back off",
        () -> {
          Thread.sleep(SLEEP_MILLIS);
          return "slept";
        });
  }

  private String downstream() throws Exception {
    return tracing.step("call inventory", backends.downstream()::call);
  }
}
