// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import io.jftrace.tracefs.Nearest;
import io.jftrace.tracefs.elf.UsdtSite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The static probes of user space (USDT) that a specification names. */
final class UsdtProbes {

  /** What an interval's second probe has is called so, if the first has one of that name. */
  private static final String AT_END = "AtEnd";

  private static final String HOTSPOT = "hotspot";
  private static final String NO_DTRACE = "this JVM was built without DTrace probes";

  private final ProbeSpec spec;
  private final ProbedFile file;
  private final Registers registers;

  UsdtProbes(ProbeSpec spec, ProbedFile file, Registers registers) {
    this.spec = spec;
    this.file = file;
    this.registers = registers;
  }

  List<PlannedProbe> plan() throws IOException {
    SpecPart begin = spec.target().name();
    if (spec.target().end() != null) {
      return List.of(interval(begin, spec.target().end()));
    }
    List<PlannedProbe> planned = new ArrayList<>();
    for (Map.Entry<String, List<UsdtSite>> probe : find(begin).entrySet()) {
      String place = PlaceText.of(spec, probe.getKey());
      UsdtFetches fetches = new UsdtFetches(spec, registers, probe.getValue());
      EventPlan hit = fetches.plan(places(probe.getValue()));
      planned.add(
          new PlannedProbe(
              probe.getKey(),
              place,
              hit,
              null,
              cost(probe.getValue()),
              notices(place, fetches.leftOut())));
    }
    return planned;
  }

  private PlannedProbe interval(SpecPart begin, SpecPart end) throws IOException {
    List<UsdtSite> beginSites = one(begin);
    List<UsdtSite> endSites = one(end);
    UsdtFetches first = new UsdtFetches(spec, registers, beginSites);
    EventPlan entry = first.plan(places(beginSites));
    Set<String> atBegin =
        entry.values().stream().map(RecordedValue::name).collect(Collectors.toSet());
    Set<String> known = DefaultArguments.knownAtEnd(endSites.get(0), atBegin);
    UsdtFetches last = new UsdtFetches(spec, registers, endSites, known);
    EventPlan exit = renamed(last.plan(places(endSites)), atBegin);
    String place = spec.target().whole().text();
    String lastPart = begin.text() + ".." + end.text();
    List<UsdtSite> sites = new ArrayList<>(beginSites);
    sites.addAll(endSites);
    List<String> leftOut = new ArrayList<>(first.leftOut());
    leftOut.addAll(last.leftOut());
    return new PlannedProbe(lastPart, place, entry, exit, cost(sites), notices(place, leftOut));
  }

  /** The fields' names stay: the two events have nothing to do with each other for the kernel. */
  private static EventPlan renamed(EventPlan exit, Set<String> taken) {
    List<RecordedValue> values = new ArrayList<>();
    for (RecordedValue value : exit.values()) {
      String name = taken.contains(value.name()) ? value.name() + AT_END : value.name();
      values.add(new RecordedValue(name, value.field(), value.type(), value.lengthField()));
    }
    return new EventPlan(null, false, exit.sites(), values, null);
  }

  private List<UsdtSite> one(SpecPart name) throws IOException {
    if (Glob.isGlob(name.text())) {
      throw spec.bad(name, "an interval is from one probe to another, without * and ?");
    }
    return find(name).get(name.text());
  }

  /** All places by the probe's name. */
  private Map<String, List<UsdtSite>> find(SpecPart name) throws IOException {
    SpecPart provider = spec.target().group();
    List<UsdtSite> sites = ofProvider(provider);
    Predicate<String> wanted = Glob.matcher(name.text());
    Map<String, List<UsdtSite>> found = new TreeMap<>();
    for (UsdtSite site : sites) {
      if (wanted.test(site.name())) {
        found.computeIfAbsent(site.name(), key -> new ArrayList<>()).add(site);
      }
    }
    if (found.isEmpty()) {
      Set<String> names = sites.stream().map(UsdtSite::name).collect(Collectors.toSet());
      throw spec.bad(
          name,
          "unknown probe '"
              + name.text()
              + "' of "
              + provider.text()
              + Nearest.question(name.text(), names));
    }
    return found;
  }

  private List<UsdtSite> ofProvider(SpecPart provider) throws IOException {
    Collection<UsdtSite> all = file.image().usdtSites();
    if (provider.text().equals(HOTSPOT) && all.stream().noneMatch(this::isOfHotSpot)) {
      throw new ProbeException(NO_DTRACE, spec.text(), -1);
    }
    if (all.isEmpty()) {
      throw spec.bad(
          spec.target().library(),
          spec.target().library().text() + " was built without static probes (USDT)");
    }
    List<UsdtSite> sites =
        all.stream().filter(site -> site.provider().equals(provider.text())).toList();
    if (sites.isEmpty()) {
      Set<String> providers = all.stream().map(UsdtSite::provider).collect(Collectors.toSet());
      throw spec.bad(
          provider,
          "unknown provider '"
              + provider.text()
              + "' of static probes"
              + Nearest.question(provider.text(), providers));
    }
    return sites;
  }

  private boolean isOfHotSpot(UsdtSite site) {
    return site.provider().equals(HOTSPOT);
  }

  private List<String> places(List<UsdtSite> sites) {
    return sites.stream().map(this::place).toList();
  }

  private String place(UsdtSite site) {
    String semaphore =
        site.semaphoreOffset() == 0 ? "" : "(0x" + Long.toHexString(site.semaphoreOffset()) + ")";
    return file.place(site.fileOffset()) + semaphore;
  }

  private ProbeCost cost(List<UsdtSite> sites) throws IOException {
    return file.cost(sites.stream().map(UsdtSite::fileOffset).toList());
  }

  private static List<String> notices(String place, List<String> leftOut) {
    return leftOut.isEmpty()
        ? List.of()
        : List.of(place + " has no " + String.join(", ", leftOut) + ": the kernel cannot fetch it");
  }
}
