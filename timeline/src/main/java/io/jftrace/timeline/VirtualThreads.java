// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/** What virtual threads are called, most of which have no name. */
public final class VirtualThreads {

  private VirtualThreads() {}

  /** The thread's name, or {@code virtual #ID}. */
  public static String nameOf(Thread virtual) {
    String name = virtual.getName();
    // Its class is the JDK's own, which has no other getId.
    return name.isEmpty() ? "virtual #" + virtual.getId() : name;
  }
}
