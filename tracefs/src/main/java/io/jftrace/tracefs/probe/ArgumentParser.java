// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import io.jftrace.tracefs.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code ARG=FETCH[:TYPE]}. */
final class ArgumentParser {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final String text;
  private final ProbeKind kind;
  private final boolean interval;

  ArgumentParser(String text, ProbeKind kind, ProbeTarget target) {
    this.text = text;
    this.kind = kind;
    this.interval = target.end() != null;
  }

  List<ProbeArgument> parse(List<SpecPart> words) throws ProbeException {
    List<ProbeArgument> arguments = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (SpecPart word : words) {
      ProbeArgument argument = parse(word);
      if (!names.add(argument.name().text())) {
        throw bad(word, "there are two arguments " + argument.name().text());
      }
      arguments.add(argument);
    }
    if (interval && !arguments.isEmpty()) {
      throw bad(arguments.get(0).name(), "an interval BEGIN..END has all arguments of both probes");
    }
    return arguments;
  }

  private ProbeArgument parse(SpecPart word) throws ProbeException {
    int equals = word.text().indexOf('=');
    if (equals < 0) {
      throw bad(word, "an argument is ARG=FETCH[:TYPE], not '" + word.text() + "'");
    }
    SpecPart name = word.part(0, equals);
    checkName(name);
    SpecPart value = word.from(equals + 1);
    int colon = value.text().lastIndexOf(':');
    SpecPart fetch = colon < 0 ? value : value.part(0, colon);
    if (fetch.isEmpty()) {
      throw bad(fetch, "what " + name.text() + " is to have is missing");
    }
    SpecPart typeText = colon < 0 ? null : value.from(colon + 1);
    ProbeArgument argument = new ProbeArgument(name, fetch, typeText, type(typeText));
    checkPlace(argument);
    new FetchCheck(kind, text).check(argument);
    return argument;
  }

  private void checkName(SpecPart name) throws ProbeException {
    if (!NAME.matcher(name.text()).matches()) {
      throw bad(
          name,
          "an argument's name is letters, digits and _, with no digit first, not '"
              + name.text()
              + "'");
    }
    if (ReservedNames.contains(name.text())) {
      throw bad(name, "the name " + name.text() + " is taken: every hit has a field of that name");
    }
  }

  private ArgumentType type(SpecPart typeText) throws ProbeException {
    if (typeText == null) {
      return null;
    }
    ArgumentType type = ArgumentType.of(typeText.text());
    if (type == null) {
      throw bad(
          typeText,
          "unknown type '"
              + typeText.text()
              + "'"
              + Nearest.question(typeText.text(), ArgumentType.WORDS));
    }
    return type;
  }

  /** A return has what the function returns, and no longer what it was called with. */
  private void checkPlace(ProbeArgument argument) throws ProbeException {
    boolean isReturn = kind == ProbeKind.URETPROBE || kind == ProbeKind.KRETPROBE;
    boolean isCall = kind == ProbeKind.CALL || kind == ProbeKind.KCALL;
    if (kind == ProbeKind.TRACEPOINT) {
      return;
    }
    if (argument.isRetval() && !isReturn && !isCall) {
      throw bad(
          argument.fetch(),
          "retval is there at a return only: in uretprobe, kretprobe, call, kcall");
    }
    if (isReturn && argument.number() >= 0) {
      throw bad(
          argument.fetch(),
          "a return has retval only; arguments are there at the entry: in "
              + (kind == ProbeKind.URETPROBE ? "call" : "kcall"));
    }
    if (isCall && !argument.isAtReturn() && argument.name().text().equals(ProbeArgument.RETVAL)) {
      throw bad(argument.name(), "the name retval is taken: a call has what the function returns");
    }
    boolean counted = argument.type() != null && argument.type().lengthArgument() >= 0;
    if (counted && argument.number() < 0) {
      throw bad(argument.typeText(), "string(argN) is of an argument, such as arg0:string(arg1)");
    }
  }

  private ProbeException bad(SpecPart part, String message) {
    return new ProbeException(message, text, part.column());
  }
}
