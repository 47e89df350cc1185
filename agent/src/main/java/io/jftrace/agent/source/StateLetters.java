// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.FormatException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The letters of task states. Their bits changed between kernels, so they are taken from the print
 * format of sched_switch.
 */
final class StateLetters {

  private static final Pattern FLAG =
      Pattern.compile("\\{\\s*(0[xX][0-9a-fA-F]+|[0-9]+)[uUlL]*\\s*,\\s*\"([A-Za-z])\"\\s*}");

  /** By bit number. */
  private final char[] letters;

  private final int mask;

  private StateLetters(char[] letters, int mask) {
    this.letters = letters;
    this.mask = mask;
  }

  /**
   * Takes the letters from the format of sched_switch.
   *
   * @throws FormatException if S and D are not among them
   */
  static StateLetters of(EventFormat schedSwitch) throws FormatException {
    char[] letters = new char[Integer.SIZE];
    int mask = 0;
    Matcher flag = FLAG.matcher(schedSwitch.printFormat());
    while (flag.find()) {
      int bits = Integer.decode(flag.group(1));
      letters[Integer.numberOfTrailingZeros(bits) & 31] = flag.group(2).charAt(0);
      mask |= bits;
    }
    String known = new String(letters);
    if (known.indexOf('S') < 0 || known.indexOf('D') < 0) {
      throw new FormatException(
          "task states not understood in the print format of sched_switch: "
              + schedSwitch.printFormat());
    }
    return new StateLetters(letters, mask);
  }

  /** The letter of the lowest state bit; R if there is none, also where the kernel prints R+. */
  char letter(long prevState) {
    int bits = (int) prevState & mask;
    return bits == 0 ? 'R' : letters[Integer.numberOfTrailingZeros(bits)];
  }
}
