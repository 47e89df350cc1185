// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of the kernel's own text, taken apart without the formats that the decoder goes by. */
final class KernelLine {

  private static final Pattern LINE =
      Pattern.compile("\\s*(.+)-(-?\\d+)\\s+\\[(\\d+)] (\\S+)\\s+(\\d+)\\.(\\d{6}): (\\w+): (.*)");
  private static final Pattern NAMED = Pattern.compile("(\\w+)=(\\S+)");
  private static final Pattern SYSTEM_CALL =
      Pattern.compile("NR (-?\\d+) (?:\\((.*)\\)|= (-?\\d+))");

  /** The letters of states, 0 to 8 (include/linux/sched.h, 4.14 and later). */
  private static final String STATES = "RSDTtXZPI";

  private final String line;
  private final Matcher parts;

  KernelLine(String line) {
    this.line = line;
    this.parts = LINE.matcher(line);
    assertTrue(parts.matches(), line);
  }

  /**
   * Fails unless the object says the same.
   *
   * @return how many of the event's own fields were compared
   */
  int compare(Map<String, Object> json) {
    assertEquals(parts.group(1), json.get("comm"), line);
    assertEquals(new BigInteger(parts.group(2)), json.get("pid"), line);
    assertEquals(new BigInteger(parts.group(3)), json.get("cpu"), line);
    assertEquals(parts.group(4), json.get("flags"), line);
    long micros = Long.parseLong(parts.group(5)) * 1_000_000 + Long.parseLong(parts.group(6));
    assertEquals(micros, (((BigInteger) json.get("ts")).longValueExact() + 500) / 1000, line);
    assertEquals(parts.group(7) + ": " + parts.group(8), json.get("text"), line);
    if (parts.group(7).equals("tracing_mark_write")) {
      assertEquals("print", json.get("event"), line);
      assertEquals(parts.group(8), field(json, "buf").toString().stripTrailing(), line);
      return 1;
    }
    assertEquals(parts.group(7), json.get("event"), line);
    return compareSystemCall(json) + compareNamed(json);
  }

  private static Object field(Map<String, Object> json, String name) {
    return ((Map<?, ?>) json.get("fields")).get(name);
  }

  private int compareSystemCall(Map<String, Object> json) {
    Matcher call = SYSTEM_CALL.matcher(parts.group(8));
    if (!call.matches()) {
      return 0;
    }
    assertEquals(new BigInteger(call.group(1)), field(json, "id"), line);
    if (call.group(2) == null) {
      assertEquals(new BigInteger(call.group(3)), field(json, "ret"), line);
      return 2;
    }
    List<?> arguments = (List<?>) field(json, "args");
    String[] expected = call.group(2).split(", ", -1);
    assertEquals(expected.length, arguments.size(), line);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(new BigInteger(expected[i], 16), arguments.get(i), line);
    }
    return 1 + expected.length;
  }

  private int compareNamed(Map<String, Object> json) {
    int compared = 0;
    Matcher named = NAMED.matcher(parts.group(8));
    while (named.find()) {
      assertField(named.group(1), named.group(2), field(json, named.group(1)));
      compared++;
    }
    return compared;
  }

  private void assertField(String name, String text, Object value) {
    if (name.equals("prev_state")) {
      int bits = ((BigInteger) value).intValue() & 0xff;
      String letter = STATES.substring(bits == 0 ? 0 : Integer.numberOfTrailingZeros(bits) + 1);
      assertEquals(text.charAt(0), letter.charAt(0), line);
    } else if (value instanceof BigInteger number) {
      boolean hex = text.startsWith("0x") || name.equals("clone_flags");
      assertEquals(new BigInteger(text.replace("0x", ""), hex ? 16 : 10), number, line);
    } else {
      assertEquals(text, value, line + ": " + name);
    }
  }
}
