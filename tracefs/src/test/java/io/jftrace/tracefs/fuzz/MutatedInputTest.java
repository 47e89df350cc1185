// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.tracefs.ring.Malformed;
import io.jftrace.tracefs.ring.MalformedCounts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged sub-buffers and format files: nothing is read outside of them, nothing is thrown, nothing
 * goes on for ever, and what is wrong is counted.
 */
@Execution(ExecutionMode.CONCURRENT)
class MutatedInputTest {

  private static final int FEW = 60_000;

  /** For each of eight corpora: with the format files, more than ten million together. */
  private static final int MANY = 1_200_000;

  private static final int MANY_FORMATS = 1_000_000;

  /** Every so often, a sub-buffer is read once more in the midst of other data. */
  private static final int OTHER_PLACE_EVERY = 16;

  /** Found where CPUs are merged, or seldom, as few recorded events have such fields. */
  private static final EnumSet<Malformed> ELSEWHERE =
      EnumSet.of(Malformed.TIME_AHEAD, Malformed.FIELD_OUTSIDE_RECORD);

  static List<Corpus> corpora() throws IOException {
    return Corpus.all();
  }

  @ParameterizedTest
  @MethodSource("corpora")
  void fewSubBuffers(Corpus corpus) {
    subBuffers(corpus, FEW, 1);
  }

  @ParameterizedTest
  @MethodSource("corpora")
  @Tag("long")
  void manySubBuffers(Corpus corpus) {
    subBuffers(corpus, MANY, new Random().nextLong());
  }

  private static void subBuffers(Corpus corpus, int count, long seed) {
    MalformedCounts malformed = new MalformedCounts();
    SubBufferHarness harness = new SubBufferHarness(corpus.formats(), corpus.layout(), malformed);
    SubBufferMutator mutator = new SubBufferMutator(corpus);
    ByteBuffer larger = ByteBuffer.allocate(3 * mutator.bytes().length);
    Fuzzing.run(
        corpus.toString(),
        count,
        seed,
        s -> {
          mutator.next(s);
          long digest = harness.read(mutator.bytes(), mutator.length());
          if (s % OTHER_PLACE_EVERY == 0) {
            Arrays.fill(larger.array(), (byte) s);
            int offset = (int) (s >>> 4 & 0xff) * 4;
            long other = harness.readWithin(mutator.bytes(), mutator.length(), larger, offset);
            assertEquals(digest, other, "what is around a sub-buffer makes a difference");
          }
        });
    System.out.printf("  %,d records; malformed: %s%n", harness.records(), malformed);
    for (Malformed kind : EnumSet.complementOf(ELSEWHERE)) {
      assertTrue(malformed.count(kind) > 0, "never " + kind);
    }
  }

  @Test
  void fewFormats() throws IOException {
    formats(FEW, 1);
  }

  @Test
  @Tag("long")
  void manyFormats() throws IOException {
    formats(MANY_FORMATS, new Random().nextLong());
  }

  private static void formats(int count, long seed) throws IOException {
    MalformedCounts malformed = new MalformedCounts();
    FormatHarness harness = new FormatHarness(malformed);
    FormatMutator mutator = new FormatMutator(Corpus.formatTexts());
    Fuzzing.run(
        "format files", count, seed, s -> harness.read(mutator.next(s), s % 2 == 0 ? 8 : 4));
    System.out.printf("  %,d understood; malformed: %s%n", harness.understood(), malformed);
    assertTrue(malformed.count(Malformed.FIELD_OUTSIDE_RECORD) > 0);
    assertTrue(harness.understood() > 0 && harness.understood() < count);
  }
}
