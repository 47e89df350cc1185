// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.tracefs.RecordedKernel;
import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.EventFormats;
import io.jftrace.tracefs.format.EventRecord;
import io.jftrace.tracefs.ring.SubBufferLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formats that are damaged, or made to do harm: always some text, in little time and space. */
class HostileTextTest {

  private static final long SEED = Long.getLong("jftrace.test.seed", 1);
  private static final String PIECES = "\"%*.s(){}[]->,?:+-<>&|~!'0x19REC __get_str\\";

  @ParameterizedTest
  @ValueSource(
      strings = {"(", "-", "!", "1?", "1?1:", "({", "(u8)", "__builtin_expect(", "1+(", "~"})
  void deepNestingIsNotFollowed(String opening) throws Exception {
    Sample sample = Sample.of("\"%d\", " + opening.repeat(30_000 / opening.length()) + "1");
    EventText compiled = sample.with("u8", "a", 1).compiled();
    assertFalse(compiled.isUnderstood());
    assertEquals("event: a=1", sample.print(compiled));
  }

  @Test
  void longChainsAreNotFollowed() throws Exception {
    String chain = "REC->a" + " + REC->a".repeat(5_000);
    assertFalse(Sample.of("\"%d\", " + chain).with("u8", "a", 1).compiled().isUnderstood());
    assertEquals("5001", Sample.text("\"%d\", 1" + " + 1".repeat(5_000)));
  }

  @Test
  void variablesDoNotMultiply() throws Exception {
    StringBuilder block = new StringBuilder("({ int v0 = REC->a; ");
    for (int i = 1; i < 40; i++) {
      block.append("int v%d = v%d + v%d; ".formatted(i, i - 1, i - 1));
    }
    block.append("v39; })");
    assertFalse(Sample.of("\"%d\", " + block).with("u8", "a", 1).compiled().isUnderstood());
  }

  @Test
  void tooLongFormatsAreNotRead() throws Exception {
    assertFalse(Sample.of("\"" + "x".repeat(200_000) + "\"").compiled().isUnderstood());
  }

  @Test
  void textsAreCutOff() throws Exception {
    String format = "\"" + "%1024d".repeat(200) + "\"" + ", 1".repeat(200);
    assertEquals(EventText.MAX_LENGTH, Sample.of(format).line().length());
  }

  @Test
  void damagedFormatsStillPrint() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    int understood = 0;
    int tried = 0;
    EventFormats formats = EventFormats.read(RecordedKernel.ALL.get(1).events(), 8);
    for (int id = 0; id <= 0xffff; id++) {
      EventFormats.Event event = formats.byId(id);
      for (int i = 0; event != null && i < 40; i++) {
        understood += prints(event.system(), damaged(event.format(), random), random) ? 1 : 0;
        tried++;
      }
    }
    assertTrue(understood > tried / 20 && understood < tried, understood + " of " + tried);
  }

  private static EventFormat damaged(EventFormat format, SplittableRandom random) {
    StringBuilder text = new StringBuilder(format.printFormat());
    for (int i = random.nextInt(4); i >= 0 && text.length() > 1; i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.setCharAt(at, PIECES.charAt(random.nextInt(PIECES.length())));
        case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(8)));
        default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 20)));
      }
    }
    return new EventFormat(
        format.name(), format.id(), format.commonFields(), format.fields(), text.toString());
  }

  /** With a record of anything, of any length. */
  private static boolean prints(String system, EventFormat format, SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    SubBufferLayout layout = new SubBufferLayout(random.nextBoolean() ? 8 : 4, order);
    EventText text = EventText.of(new EventFormats.Event(system, format), layout);
    StringBuilder out = new StringBuilder();
    text.print(new EventRecord().set(ByteBuffer.wrap(bytes).order(order), 0, bytes.length), out);
    assertTrue(out.length() > 0 && out.length() <= EventText.MAX_LENGTH, out.length() + " long");
    if (!text.isUnderstood()) {
      assertNotNull(text.problem());
    }
    return text.isUnderstood();
  }
}
