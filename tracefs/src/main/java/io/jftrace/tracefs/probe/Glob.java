// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Names with {@code *} for any characters and {@code ?} for one. */
final class Glob {

  private Glob() {}

  /** {@code operator*} is a name of C++. */
  static boolean isGlob(String name) {
    String rest = name.replace("operator*", "");
    return rest.indexOf('*') >= 0 || rest.indexOf('?') >= 0;
  }

  /** Whether a name matches; a name without wildcards matches itself only. */
  static Predicate<String> matcher(String glob) {
    if (!isGlob(glob)) {
      return glob::equals;
    }
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      pattern.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(pattern.toString()).asMatchPredicate();
  }
}
