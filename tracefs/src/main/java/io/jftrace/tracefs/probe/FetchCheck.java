// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells of values that the kernel would refuse without saying why, or fetch from nowhere. */
final class FetchCheck {

  /** Beyond a function's last argument is what happens to be on its stack. */
  private static final int MAX_NUMBER = 12;

  /** With these the kernel's operands begin (Documentation/trace/uprobetracer.rst). */
  private static final String OPERANDS = "%+-$@\\";

  private static final Pattern NUMBERED = Pattern.compile("arg\\d+");

  /** As other tracers write a text. */
  private static final Pattern TEXT_OF =
      Pattern.compile("u?str(?:ing)?\\((arg\\d+|retval)(?:,(arg\\d+))?\\)");

  private final ProbeKind kind;
  private final String text;

  FetchCheck(ProbeKind kind, String text) {
    this.kind = kind;
    this.text = text;
  }

  void check(ProbeArgument argument) throws ProbeException {
    String fetch = argument.fetch().text();
    if (kind == ProbeKind.TRACEPOINT) {
      return;
    }
    if (NUMBERED.matcher(fetch).matches()) {
      checkNumber(argument.fetch(), argument.number());
    } else if (!argument.isRetval() && OPERANDS.indexOf(fetch.charAt(0)) < 0) {
      throw unknown(argument);
    }
    if (argument.type() != null && argument.type().lengthArgument() >= 0) {
      checkNumber(argument.typeText(), argument.type().lengthArgument());
    }
  }

  /**
   * Static probes know how many arguments they have.
   *
   * @param number -1 if it has too many digits
   */
  private void checkNumber(SpecPart part, int number) throws ProbeException {
    if (kind != ProbeKind.USDT && (number < 0 || number > MAX_NUMBER)) {
      throw bad(part, "a function's arguments are arg0 to arg" + MAX_NUMBER);
    }
  }

  private ProbeException unknown(ProbeArgument argument) {
    String fetch = argument.fetch().text();
    Matcher textOf = TEXT_OF.matcher(fetch);
    if (textOf.matches()) {
      String length = textOf.group(2) == null ? "" : "(" + textOf.group(2) + ")";
      String written = argument.name().text() + "=" + textOf.group(1) + ":string" + length;
      return bad(argument.fetch(), "a text is written " + written);
    }
    return bad(
        argument.fetch(),
        "unknown value '"
            + fetch
            + "'; write argN, retval, %REGISTER, +OFFSET(%REGISTER), $stackN, $comm or @ADDRESS");
  }

  private ProbeException bad(SpecPart part, String message) {
    return new ProbeException(message, text, part.column());
  }
}
