// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/** What a request asks of a block device. */
public enum BlockOperation {
  READ("read"),
  WRITE("write"),
  DISCARD("discard"),
  /** Of the device's own cache. */
  FLUSH("flush"),
  OTHER("other");

  private final String label;

  BlockOperation(String label) {
    this.label = label;
  }

  /** A lower-case word, for events and metrics. */
  public String label() {
    return label;
  }
}
