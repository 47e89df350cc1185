// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.fuzz;

import io.jftrace.tracefs.format.FormatField;
import io.jftrace.tracefs.format.Placement;
import io.jftrace.tracefs.ring.SubBufferCursor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Damages recorded sub-buffers, mostly where it matters: in headers, lengths and locations. */
final class SubBufferMutator {

  private static final int MAX_CHANGES = 6;
  private static final int[] INTERESTING = {
    0,
    1,
    2,
    3,
    4,
    5,
    7,
    8,
    16,
    28,
    29,
    30,
    31,
    127,
    255,
    4076,
    4080,
    4096,
    65535,
    0xfffff,
    1 << 27,
    1 << 30,
    1 << 31,
    3 << 30,
    (3 << 30) | 4072,
    Integer.MAX_VALUE,
    -1,
    -4,
    -8,
    0xffff0000
  };

  private final Corpus corpus;
  private final List<int[]> headers = new ArrayList<>();
  private final List<int[]> locations = new ArrayList<>();
  private final byte[] bytes = new byte[2 * 4096];
  private final ByteBuffer words;
  private int length;
  private int source;
  private SplittableRandom random;

  SubBufferMutator(Corpus corpus) {
    this.corpus = corpus;
    words = ByteBuffer.wrap(bytes).order(corpus.layout().order());
    corpus.subBuffers().forEach(this::findPlaces);
  }

  /** Where records begin, and where fields say where their values are. */
  private void findPlaces(byte[] subBuffer) {
    ByteBuffer buffer = ByteBuffer.wrap(subBuffer).order(corpus.layout().order());
    SubBufferCursor cursor = new SubBufferCursor(corpus.layout());
    cursor.load(buffer, 0, subBuffer.length);
    IntStream.Builder ofHeaders = IntStream.builder();
    IntStream.Builder ofLocations = IntStream.builder();
    while (cursor.next()) {
      int at = cursor.recordOffset();
      ofHeaders.add(at - 4);
      for (FormatField field : corpus.formats().byId(buffer.getShort(at)).format().fields()) {
        if (field.type().placement() == Placement.DATA_LOC) {
          ofLocations.add(at + field.offset());
        }
      }
    }
    headers.add(ofHeaders.build().toArray());
    locations.add(ofLocations.build().toArray());
  }

  /** Makes another one, always the same of the same seed. */
  void next(long seed) {
    random = new SplittableRandom(seed);
    source = random.nextInt(corpus.subBuffers().size());
    byte[] original = corpus.subBuffers().get(source);
    length = original.length;
    System.arraycopy(original, 0, bytes, 0, length);
    for (int changes = 1 + random.nextInt(MAX_CHANGES); changes > 0; changes--) {
      change();
    }
  }

  private void change() {
    switch (random.nextInt(9)) {
      case 0 -> bytes[at(1)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at(1)] = (byte) random.nextInt();
      case 2 -> words.putInt(at(4) & ~3, interesting());
      case 3 -> words.putInt(8 + 4 * random.nextInt(2), interesting());
      case 4 -> splice();
      case 5 -> changeHeader();
      case 6 -> changeRecord();
      case 7 -> words.putLong(0, random.nextLong() >> random.nextInt(64));
      default -> truncate();
    }
  }

  private int at(int size) {
    return random.nextInt(bytes.length / 2 - size);
  }

  private int interesting() {
    int value = INTERESTING[random.nextInt(INTERESTING.length)];
    return random.nextInt(4) == 0 ? value + random.nextInt(64) - 32 : value;
  }

  /** One of a sub-buffer's places, as long as it is as it was. */
  private int any(List<int[]> places) {
    int[] of = places.get(source);
    return of.length == 0 ? at(4) & ~3 : of[random.nextInt(of.length)];
  }

  private void changeHeader() {
    int typeLen = random.nextInt(3) == 0 ? random.nextInt(32) : 29 + random.nextInt(4) & 31;
    int delta = random.nextInt(2) == 0 ? 0 : random.nextInt(1 << 27);
    boolean big = corpus.layout().order() == ByteOrder.BIG_ENDIAN;
    int at = any(headers);
    words.putInt(at, big ? typeLen << 27 | delta : delta << 5 | typeLen);
    if (random.nextBoolean()) {
      words.putInt(at + 4, interesting());
    }
  }

  /** The event's number, a word of its fields, or a location. */
  private void changeRecord() {
    int at = any(headers) + 4;
    switch (random.nextInt(3)) {
      case 0 -> words.putShort(at, (short) (random.nextInt() >>> random.nextInt(17)));
      case 1 -> words.putInt(at + 4 * random.nextInt(8), interesting());
      default -> words.putInt(any(locations), random.nextInt(200) | random.nextInt(200) << 16);
    }
  }

  private void splice() {
    byte[] other = corpus.subBuffers().get(random.nextInt(corpus.subBuffers().size()));
    int from = random.nextInt(other.length) & ~3;
    int to = at(4) & ~3;
    int size = random.nextInt(Math.min(other.length - from, bytes.length / 2 - to));
    System.arraycopy(other, from, bytes, to, size);
  }

  private void truncate() {
    length = random.nextInt(3) == 0 ? random.nextInt(64) : random.nextInt(length + 1);
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }
}
