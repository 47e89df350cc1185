// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/** How many spans were told where their time went; may be read by any thread at any time. */
public interface BreakdownHealth {

  /** Where no span is told. */
  BreakdownHealth NONE =
      new BreakdownHealth() {
        @Override
        public long answered() {
          return 0;
        }

        @Override
        public long dropped() {
          return 0;
        }

        @Override
        public long torn() {
          return 0;
        }
      };

  /** Spans that were answered. */
  long answered();

  /** Spans that were not, or not for long, as there were too many. */
  long dropped();

  /** Spans that were not, as it is not known when they were active. */
  long torn();
}
