// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.fuzz;

import io.jftrace.tracefs.RecordedKernel;
import io.jftrace.tracefs.format.EventFormats;
import io.jftrace.tracefs.ring.SubBufferLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sub-buffers of one kernel, in one layout.
 *
 * @param formats of its events
 */
record Corpus(
    RecordedKernel kernel, SubBufferLayout layout, EventFormats formats, List<byte[]> subBuffers) {

  /** Every kernel that has a recording, in every layout. */
  static List<Corpus> all() throws IOException {
    List<Corpus> all = new ArrayList<>();
    for (RecordedKernel kernel : RecordedKernel.ALL) {
      for (SubBufferLayout layout : Layouts.ALL) {
        if (!kernel.recordings().isEmpty()) {
          all.add(of(kernel, layout));
        }
      }
    }
    return all;
  }

  private static Corpus of(RecordedKernel kernel, SubBufferLayout layout) throws IOException {
    EventFormats formats = EventFormats.read(kernel.events(), layout.wordBytes());
    List<byte[]> subBuffers = new ArrayList<>();
    for (Path recording : kernel.recordings()) {
      byte[] all = Files.readAllBytes(recording);
      for (int at = 0; at < all.length; at += RecordedKernel.SUB_BUFFER_BYTES) {
        subBuffers.add(Arrays.copyOfRange(all, at, at + RecordedKernel.SUB_BUFFER_BYTES));
      }
    }
    if (!layout.equals(Layouts.RECORDED)) {
      EventFormats recorded = EventFormats.read(kernel.events(), 8);
      Transcoder transcoder = new Transcoder(recorded, layout);
      subBuffers.replaceAll(transcoder::transcode);
    }
    return new Corpus(kernel, layout, formats, subBuffers);
  }

  /** The text of every event format of all recorded kernels. */
  static List<String> formatTexts() throws IOException {
    List<String> texts = new ArrayList<>();
    for (RecordedKernel kernel : RecordedKernel.ALL) {
      try (Stream<Path> files = Files.find(kernel.events(), 3, (p, a) -> p.endsWith("format"))) {
        for (Path file : files.sorted().toList()) {
          texts.add(Files.readString(file));
        }
      }
    }
    return texts;
  }

  @Override
  public String toString() {
    return kernel + ", " + 8 * layout.wordBytes() + " bits, " + layout.order();
  }
}
