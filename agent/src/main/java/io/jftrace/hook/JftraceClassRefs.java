// SPDX-License-Identifier: Apache-2.0
package io.jftrace.hook;

import java.lang.ref.WeakReference;

/**
 * One weak reference for each class, kept by the class itself: a log that holds classes by these
 * neither allocates for each entry nor keeps a class loader of the application's.
 *
 * <p>In the agent's jar it is a class of {@code java.lang}, as {@link JftraceParkLog} is.
 */
public final class JftraceClassRefs extends ClassValue<WeakReference<Class<?>>> {

  @Override
  protected WeakReference<Class<?>> computeValue(Class<?> type) {
    return new WeakReference<>(type);
  }
}
