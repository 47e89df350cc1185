// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.prometheus;

/** What a request asks of a block device, as the timeline calls it. */
enum BlockOperation {
  READ("read"),
  WRITE("write"),
  DISCARD("discard"),
  FLUSH("flush"),
  OTHER("other");

  private static final BlockOperation[] ALL = values();

  private final String label;

  BlockOperation(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  static BlockOperation of(String label) {
    for (BlockOperation operation : ALL) {
      if (operation.label.equals(label)) {
        return operation;
      }
    }
    return OTHER;
  }
}
