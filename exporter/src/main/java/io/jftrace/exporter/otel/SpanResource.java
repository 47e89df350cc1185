// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.resources.ResourceBuilder;
import java.util.Map;

/** Who the spans are from, by the same variables as the application's own. */
final class SpanResource {

  private SpanResource() {}

  static Resource of(Map<String, String> attributes, String serviceName) {
    ResourceBuilder resource = Resource.builder();
    attributes.forEach(resource::put);
    resource.put("process.pid", ProcessHandle.current().pid());
    if (serviceName != null) {
      resource.put("service.name", serviceName);
    }
    return Resource.getDefault().merge(resource.build());
  }
}
