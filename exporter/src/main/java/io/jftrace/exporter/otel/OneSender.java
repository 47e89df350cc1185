// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.opentelemetry.common.ComponentLoader;
import java.util.List;

/**
 * Gives the SDK's exporters the one implementation of requests that is meant for them: there are
 * two for HTTP, and looking for services takes a while.
 */
record OneSender(Object provider) implements ComponentLoader {

  @Override
  public <T> Iterable<T> load(Class<T> service) {
    return service.isInstance(provider) ? List.of(service.cast(provider)) : List.of();
  }
}
