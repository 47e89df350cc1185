// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline;

/** What became of the spans that were made of waits and calls; may be read by any thread. */
public interface SpansHealth {

  /** Where no spans are exported. */
  SpansHealth NONE =
      new SpansHealth() {
        @Override
        public long exported() {
          return 0;
        }

        @Override
        public long failed() {
          return 0;
        }

        @Override
        public long dropped() {
          return 0;
        }

        @Override
        public long summed() {
          return 0;
        }
      };

  /** Spans that all outputs have taken. */
  long exported();

  /** Spans that an output has not taken. */
  long failed();

  /** Spans that were not exported as too many were waiting, or as they came after the end. */
  long dropped();

  /** Waits and calls that were beyond a budget and got no span of their own. */
  long summed();
}
