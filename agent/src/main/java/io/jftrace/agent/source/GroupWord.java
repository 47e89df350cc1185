// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.tracefs.Nearest;
import io.jftrace.tracefs.probe.ProbeException;
import io.jftrace.tracefs.probe.ProbeKind;
import io.jftrace.tracefs.probe.ShownRate;
import io.jftrace.tracefs.probe.SpecPart;
import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A specification that begins with a word in place of KIND:TARGET, which should be a group's.
 *
 * @param probe NAME of {@code NAME=word}; null if there is none
 * @param rest what follows the word; null if nothing does
 */
record GroupWord(String text, String probe, String name, SpecPart rest) {

  private static final Pattern FORM = Pattern.compile("(?:(\\w+)=)?([^\\s:=]+)(?:\\s+(.*))?");

  private static final String RATE_ONLY = "a group takes rate=N only";

  /** Null if it is no such word, but a probe. */
  static GroupWord of(String specification) {
    String text = specification.strip();
    Matcher m = FORM.matcher(text);
    if (!m.matches() || isKind(m.group(2))) {
      return null;
    }
    SpecPart rest = m.group(3) == null ? null : new SpecPart(m.group(3), m.start(3));
    return new GroupWord(text, m.group(1), m.group(2), rest);
  }

  /** A kind without a target, which is told as such. */
  private static boolean isKind(String word) {
    return Arrays.stream(ProbeKind.values()).anyMatch(kind -> kind.word().equals(word));
  }

  /**
   * What each of the group's probes gets at its end; empty if there is no limit.
   *
   * @throws ProbeException if there is anything else
   */
  String limit() throws ProbeException {
    if (probe != null) {
      throw bad(RATE_ONLY + "; its probes have names of their own");
    }
    if (rest == null) {
      return "";
    }
    if (!ShownRate.isRate(rest)) {
      throw new ProbeException(RATE_ONLY, text, rest.column());
    }
    return " rate=" + ShownRate.of(rest, text);
  }

  ProbeException unknown(Collection<String> groups) {
    String question = Nearest.closeQuestion(name, groups);
    return bad(
        question.isEmpty()
            ? "'"
                + name
                + "' is neither a probe nor a group: write KIND:TARGET, such as call:libc:malloc,"
                + " or one of "
                + String.join(", ", groups)
            : "no group of probes is called '" + name + "'" + question);
  }

  /** Something that is wrong with the word. */
  ProbeException bad(String message) {
    return new ProbeException(message, text, 0);
  }
}
