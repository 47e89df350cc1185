// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads one specification. */
final class SpecParser {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,50}");

  private final String text;

  SpecParser(String text) {
    // As many blanks as characters, so that columns stay right.
    this.text = text.replaceAll("\\s", " ");
  }

  ProbeSpec parse() throws ProbeException {
    SpecWords words = new SpecWords(text);
    if (words.words().isEmpty()) {
      throw new ProbeException("a probe is empty", text, -1);
    }
    SpecPart first = words.words().get(0);
    SpecPart name = name(first);
    TargetParser target =
        new TargetParser(text, name == null ? first : first.from(name.text().length() + 1));
    ProbeKind kind = target.kind();
    ProbeTarget parsed = target.parse();
    List<SpecPart> rest = new ArrayList<>(words.words().subList(1, words.words().size()));
    long rate = ShownRate.takeOutOf(rest, text);
    List<ProbeArgument> arguments = new ArgumentParser(text, kind, parsed).parse(rest);
    return new ProbeSpec(text, name, kind, parsed, arguments, words.filter(), rate);
  }

  /** What is before a {@code =} that is before all colons; null if there is none. */
  private SpecPart name(SpecPart first) throws ProbeException {
    int equals = first.text().indexOf('=');
    int colon = first.text().indexOf(':');
    if (equals < 0 || (colon >= 0 && colon < equals)) {
      return null;
    }
    SpecPart name = first.part(0, equals);
    if (!NAME.matcher(name.text()).matches()) {
      throw new ProbeException(
          "a probe's name is 1 to 50 letters, digits and _, not '" + name.text() + "'",
          text,
          name.column());
    }
    return name;
  }
}
