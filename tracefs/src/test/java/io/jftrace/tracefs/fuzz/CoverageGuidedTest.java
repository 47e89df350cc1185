// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.jftrace.tracefs.ring.MalformedCounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Inputs that Jazzer makes out of recorded ones, guided by what code they reach. It does so with
 * {@code JAZZER_FUZZ=1}; otherwise the recorded inputs are read as they are.
 */
@Tag("coverage-guided")
class CoverageGuidedTest {

  private static final List<SubBufferHarness> HARNESSES = new ArrayList<>();
  private static final FormatHarness FORMATS = new FormatHarness(new MalformedCounts());

  /** The first byte chooses the kernel and layout. */
  @MethodSource("recordedSubBuffers")
  @FuzzTest(maxDuration = "60s")
  void subBuffers(byte[] data) throws IOException {
    if (data.length > 0) {
      SubBufferHarness harness = harnesses().get((data[0] & 0xff) % harnesses().size());
      harness.read(Arrays.copyOfRange(data, 1, data.length), data.length - 1);
    }
  }

  static Stream<Arguments> recordedSubBuffers() throws IOException {
    List<Corpus> corpora = Corpus.all();
    return Stream.iterate(0, i -> i < corpora.size(), i -> i + 1)
        .flatMap(i -> corpora.get(i).subBuffers().stream().limit(2).map(b -> prefixed(i, b)))
        .map(Arguments::of);
  }

  private static byte[] prefixed(int corpus, byte[] subBuffer) {
    byte[] all = new byte[1 + subBuffer.length];
    all[0] = (byte) corpus;
    System.arraycopy(subBuffer, 0, all, 1, subBuffer.length);
    return all;
  }

  private static List<SubBufferHarness> harnesses() throws IOException {
    if (HARNESSES.isEmpty()) {
      for (Corpus corpus : Corpus.all()) {
        MalformedCounts malformed = new MalformedCounts();
        HARNESSES.add(new SubBufferHarness(corpus.formats(), corpus.layout(), malformed));
      }
    }
    return HARNESSES;
  }

  @MethodSource("recordedFormats")
  @FuzzTest(maxDuration = "60s")
  void formats(byte[] text) {
    FORMATS.read(new String(text, StandardCharsets.UTF_8), 8);
  }

  /** A part of them: all are read as they are in another test. */
  static Stream<byte[]> recordedFormats() throws IOException {
    return Corpus.formatTexts().stream()
        .limit(100)
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }
}
