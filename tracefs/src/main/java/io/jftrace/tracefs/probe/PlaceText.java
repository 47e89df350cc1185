// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

/** What is probed, for people. */
final class PlaceText {

  private PlaceText() {}

  /** The target as written, with a name instead of a glob. */
  static String of(ProbeSpec spec, String name) {
    ProbeTarget target = spec.target();
    if (!Glob.isGlob(target.name().text())) {
      return target.whole().text();
    }
    int before = target.name().column() - target.whole().column();
    String end = target.whole().from(before + target.name().text().length()).text();
    return target.whole().part(0, before).text() + name + end;
  }
}
