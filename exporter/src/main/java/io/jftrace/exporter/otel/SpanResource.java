// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.otel;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.resources.ResourceBuilder;
import java.util.List;
import java.util.Map;

/** Who the spans are from. */
final class SpanResource {

  private SpanResource() {}

  /** Of the application's SDK itself: as {@link io.jftrace.timeline.SpanRef#resource()}. */
  static Resource of(Map<String, Object> attributes) {
    AttributesBuilder builder = Attributes.builder();
    attributes.forEach((key, value) -> put(builder, key, value));
    return Resource.create(builder.build());
  }

  /** By the same variables as the application's own, as it may be that they are all it uses. */
  static Resource ofVariables(Map<String, String> attributes, String serviceName) {
    ResourceBuilder resource = Resource.builder();
    attributes.forEach(resource::put);
    resource.put("process.pid", ProcessHandle.current().pid());
    if (serviceName != null) {
      resource.put("service.name", serviceName);
    }
    return Resource.getDefault().merge(resource.build());
  }

  private static void put(AttributesBuilder builder, String key, Object value) {
    if (value instanceof Boolean bool) {
      builder.put(key, bool);
    } else if (value instanceof Long number) {
      builder.put(key, number);
    } else if (value instanceof Double number) {
      builder.put(key, number);
    } else if (value instanceof List<?> list) {
      putAll(builder, key, list);
    } else {
      builder.put(key, String.valueOf(value));
    }
  }

  /** The values of a list are of one type. */
  private static void putAll(AttributesBuilder builder, String key, List<?> list) {
    if (areAll(Boolean.class, list)) {
      builder.put(AttributeKey.booleanArrayKey(key), cast(Boolean.class, list));
    } else if (areAll(Long.class, list)) {
      builder.put(AttributeKey.longArrayKey(key), cast(Long.class, list));
    } else if (areAll(Double.class, list)) {
      builder.put(AttributeKey.doubleArrayKey(key), cast(Double.class, list));
    } else {
      builder.put(AttributeKey.stringArrayKey(key), list.stream().map(String::valueOf).toList());
    }
  }

  private static boolean areAll(Class<?> type, List<?> list) {
    return !list.isEmpty() && list.stream().allMatch(type::isInstance);
  }

  private static <T> List<T> cast(Class<T> type, List<?> list) {
    return list.stream().map(type::cast).toList();
  }
}
