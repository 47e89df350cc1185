// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import io.jftrace.tracefs.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code KIND:TARGET}. */
final class TargetParser {

  /** A number at the end; {@code operator+} has none. */
  private static final Pattern OFFSET = Pattern.compile("\\+(0[xX][0-9a-fA-F]{1,12}|\\d{1,12})$");

  /** C++ has {@code operator"" _s}. */
  private static final Pattern QUOTE = Pattern.compile("(?<!operator)(?<!operator\")[\"']");

  private static final String TO = "..";

  private final String text;
  private final SpecPart whole;
  private final int colon;

  TargetParser(String text, SpecPart whole) {
    this.text = text;
    this.whole = whole;
    this.colon = whole.text().indexOf(':');
  }

  ProbeKind kind() throws ProbeException {
    requireNoQuotes();
    String word = colon < 0 ? whole.text() : whole.text().substring(0, colon);
    for (ProbeKind kind : ProbeKind.values()) {
      if (kind.word().equals(word)) {
        if (colon < 0) {
          throw bad(whole, "the target is missing: write " + usage(kind));
        }
        return kind;
      }
    }
    List<String> kinds = Arrays.stream(ProbeKind.values()).map(ProbeKind::word).toList();
    throw bad(whole, "unknown kind of probe '" + word + "'" + Nearest.question(word, kinds));
  }

  private void requireNoQuotes() throws ProbeException {
    Matcher quote = QUOTE.matcher(whole.text());
    if (quote.find()) {
      throw bad(whole.from(quote.start()), "what is probed is written without quotes");
    }
  }

  ProbeTarget parse() throws ProbeException {
    ProbeKind kind = kind();
    SpecPart rest = whole.from(colon + 1);
    return switch (kind) {
      case UPROBE -> function(kind, rest, true);
      case URETPROBE, CALL -> function(kind, rest, false);
      case USDT -> usdt(rest);
      case TRACEPOINT -> tracepoint(rest);
      case KPROBE -> kernelFunction(kind, rest, true);
      case KRETPROBE, KCALL -> kernelFunction(kind, rest, false);
    };
  }

  private ProbeTarget function(ProbeKind kind, SpecPart rest, boolean mayHaveOffset)
      throws ProbeException {
    int end = separator(kind, rest);
    return symbol(kind, rest.part(0, end), rest.from(end + 1), mayHaveOffset);
  }

  private ProbeTarget kernelFunction(ProbeKind kind, SpecPart rest, boolean mayHaveOffset)
      throws ProbeException {
    return symbol(kind, null, rest, mayHaveOffset);
  }

  private ProbeTarget symbol(ProbeKind kind, SpecPart library, SpecPart rest, boolean mayHaveOffset)
      throws ProbeException {
    Matcher m = OFFSET.matcher(rest.text());
    SpecPart offset = m.find() ? rest.from(m.start(1)) : null;
    SpecPart name = offset == null ? rest : rest.part(0, m.start());
    if (name.isEmpty()) {
      throw bad(rest, "the function is missing: write " + usage(kind));
    }
    if (offset != null && !mayHaveOffset) {
      throw bad(offset, "a " + kind.word() + " is of a whole function: no offset");
    }
    return new ProbeTarget(whole, library, null, name, offset, null);
  }

  private ProbeTarget usdt(SpecPart rest) throws ProbeException {
    int library = separator(ProbeKind.USDT, rest);
    SpecPart probe = rest.from(library + 1);
    int provider = separator(ProbeKind.USDT, probe);
    SpecPart name = probe.from(provider + 1);
    int to = name.text().indexOf(TO);
    SpecPart end = to < 0 ? null : name.from(to + TO.length());
    SpecPart begin = to < 0 ? name : name.part(0, to);
    if (begin.isEmpty() || (end != null && end.isEmpty())) {
      throw bad(name, "the probe's name is missing: write " + usage(ProbeKind.USDT));
    }
    return new ProbeTarget(whole, rest.part(0, library), probe.part(0, provider), begin, null, end);
  }

  private ProbeTarget tracepoint(SpecPart rest) throws ProbeException {
    int system = separator(ProbeKind.TRACEPOINT, rest);
    SpecPart name = rest.from(system + 1);
    if (name.isEmpty()) {
      throw bad(name, "the event is missing: write " + usage(ProbeKind.TRACEPOINT));
    }
    return new ProbeTarget(whole, null, rest.part(0, system), name, null, null);
  }

  /** Where the colon after a word is. */
  private int separator(ProbeKind kind, SpecPart rest) throws ProbeException {
    int at = rest.text().indexOf(':');
    if (at <= 0) {
      throw bad(rest, "no target of a " + kind.word() + ": write " + usage(kind));
    }
    return at;
  }

  private static String usage(ProbeKind kind) {
    String form =
        switch (kind) {
          case UPROBE -> "LIB:SYMBOL[+OFFSET]";
          case URETPROBE, CALL -> "LIB:SYMBOL";
          case USDT -> "LIB:PROVIDER:NAME or usdt:LIB:PROVIDER:BEGIN..END";
          case TRACEPOINT -> "SYSTEM:EVENT";
          case KPROBE -> "FUNCTION[+OFFSET]";
          case KRETPROBE, KCALL -> "FUNCTION";
        };
    return kind.word() + ":" + form;
  }

  private ProbeException bad(SpecPart part, String message) {
    return new ProbeException(message, text, part.column());
  }
}
