// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.spans;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The resources of the SDKs of one class loader, each of them copied once. The SDKs stay free to
 * go; what is read and handed out are values of the JDK.
 */
final class SdkResources {

  /** More SDKs at a time than any application has, unless it makes a resource for each span. */
  static final int MAX_RESOURCES = 16;

  /**
   * Against errors only: the class path of a JVM's command line is a text, its arguments a list.
   */
  private static final int MAX_CHARS = 65_536;

  private static final int MAX_ENTRIES = 4_096;

  private final MethodHandle attributesOf;
  private final MethodHandle mapOf;
  private final MethodHandle nameOf;
  private volatile Copy[] copies = {};

  /**
   * @param resource the SDK's class of that name, whose methods are those from 1.0.0 on
   */
  SdkResources(Class<?> resource) throws ReflectiveOperationException {
    Lookup publicly = MethodHandles.publicLookup();
    MethodHandle getAttributes = publicly.unreflect(resource.getMethod("getAttributes"));
    Class<?> attributes = getAttributes.type().returnType();
    Class<?> key =
        Class.forName(
            attributes.getPackageName() + ".AttributeKey", false, attributes.getClassLoader());
    MethodType toObject = MethodType.methodType(Object.class, Object.class);
    attributesOf = getAttributes.asType(toObject);
    mapOf =
        publicly
            .findVirtual(attributes, "asMap", MethodType.methodType(Map.class))
            .asType(MethodType.methodType(Map.class, Object.class));
    nameOf =
        publicly
            .findVirtual(key, "getKey", MethodType.methodType(String.class))
            .asType(MethodType.methodType(String.class, Object.class));
  }

  /**
   * The attributes of a resource: the same object each time, unmodifiable; null if there are too
   * many resources or if this one cannot be read. Without allocation but for the first time.
   */
  Map<String, Object> attributesOf(Object resource) throws Throwable {
    for (Copy copy : copies) {
      if (copy.refersTo(resource)) {
        return copy.attributes;
      }
    }
    return copies.length < MAX_RESOURCES || hasCollected() ? add(resource) : null;
  }

  private boolean hasCollected() {
    for (Copy copy : copies) {
      if (copy.refersTo(null)) {
        return true;
      }
    }
    return false;
  }

  private synchronized Map<String, Object> add(Object resource) {
    Copy[] kept = new Copy[MAX_RESOURCES];
    int count = 0;
    for (Copy copy : copies) {
      if (copy.refersTo(resource)) {
        return copy.attributes;
      }
      if (!copy.refersTo(null)) {
        kept[count++] = copy;
      }
    }
    if (count == MAX_RESOURCES) {
      return null;
    }
    kept[count] = new Copy(resource, copyOrNull(resource));
    copies = Arrays.copyOf(kept, count + 1);
    return kept[count].attributes;
  }

  /** One that cannot be read is not tried again for each span. */
  private Map<String, Object> copyOrNull(Object resource) {
    try {
      return copy(resource);
    } catch (Throwable e) {
      return null;
    }
  }

  private Map<String, Object> copy(Object resource) throws Throwable {
    Object attributes = (Object) attributesOf.invokeExact(resource);
    Map<?, ?> map = (Map<?, ?>) mapOf.invokeExact(attributes);
    Map<String, Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (copy.size() < MAX_ENTRIES) {
        Object key = entry.getKey();
        copy.put((String) nameOf.invokeExact(key), valueOf(entry.getValue()));
      }
    }
    return Collections.unmodifiableMap(copy);
  }

  /** Anything else than the SDK's simple types becomes text, so that no class of it is held. */
  private static Object valueOf(Object value) {
    if (value instanceof Boolean || value instanceof Long || value instanceof Double) {
      return value;
    }
    if (value instanceof List<?> list) {
      return list.stream().limit(MAX_ENTRIES).map(SdkResources::valueOf).toList();
    }
    String text = String.valueOf(value);
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS);
  }

  /** By identity; the attributes are a copy, which does not refer back. */
  private static final class Copy extends WeakReference<Object> {

    private final Map<String, Object> attributes;

    Copy(Object resource, Map<String, Object> attributes) {
      super(resource);
      this.attributes = attributes;
    }
  }
}
