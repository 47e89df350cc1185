// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import java.util.regex.Pattern;

/** Which specifications are wanted: a glob over the whole of one, or else a part of it. */
final class ProbePattern {

  private static final String GLOB_CHARACTERS = "*?";

  private final String text;

  /** What a specification has to begin with. */
  private final String beginning;

  /** Null if it is no glob. */
  private final Pattern glob;

  ProbePattern(String text) {
    this.text = text;
    int literal = 0;
    while (literal < text.length() && GLOB_CHARACTERS.indexOf(text.charAt(literal)) < 0) {
      literal++;
    }
    boolean isGlob = literal < text.length();
    this.beginning = isGlob ? text.substring(0, literal) : "";
    this.glob = isGlob ? Pattern.compile(regex(text)) : null;
  }

  private static String regex(String glob) {
    return Pattern.quote(glob).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
  }

  boolean matches(String specification) {
    return glob == null ? specification.contains(text) : glob.matcher(specification).matches();
  }

  /** Whether any that begins like this could match: what cannot is not looked for. */
  boolean mayBeginWith(String start) {
    return start.startsWith(beginning) || beginning.startsWith(start);
  }

  @Override
  public String toString() {
    return text;
  }
}
