// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.source;

import io.jftrace.timeline.scheduler.StateTimes;
import io.jftrace.timeline.scheduler.ThreadState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Computes threads' times from the kernel's own text, in another way than the code under test: each
 * thread's switches and wakings are listed first, and each absence is looked at as a whole.
 */
final class TextTraceOracle {

  private static final Pattern LINE =
      Pattern.compile("^.{16,}-(\\d+)\\s+\\[(\\d+)]\\s+(\\S+)\\s+(\\d+)\\.(\\d{6}): (\\w+): (.*)$");
  private static final Pattern SWITCH =
      Pattern.compile("prev_pid=(\\d+) .*prev_state=(\\S+) ==> .*next_pid=(\\d+) ");
  private static final Pattern WAKING = Pattern.compile(" pid=(\\d+) prio=");

  private record Event(char kind, long micros, char state) {}

  private final Map<Integer, List<Event>> byTid = new TreeMap<>();
  private int switches;
  private final long endMicros;

  TextTraceOracle(List<String> trace, long fromMicros, long toMicros) {
    endMicros = toMicros;
    for (String line : trace) {
      Matcher m = LINE.matcher(line);
      if (!line.startsWith("#") && m.matches()) {
        long micros = Long.parseLong(m.group(4)) * 1_000_000 + Long.parseLong(m.group(5));
        if (fromMicros <= micros && micros <= toMicros) {
          boolean task = m.group(3).charAt(2) == '.';
          add(m.group(6), m.group(7), micros, task ? m.group(1) : "0");
        }
      }
    }
  }

  private void add(String event, String fields, long micros, String byTask) {
    if (event.equals("sched_switch")) {
      Matcher m = SWITCH.matcher(fields);
      if (!m.find()) {
        throw new IllegalArgumentException(fields);
      }
      switches++;
      list(m.group(1)).add(new Event('o', micros, m.group(2).charAt(0)));
      list(m.group(3)).add(new Event('i', micros, ' '));
    } else if (event.equals("sched_waking")) {
      Matcher m = WAKING.matcher(fields);
      if (!m.find()) {
        throw new IllegalArgumentException(fields);
      }
      list(m.group(1)).add(new Event('w', micros, ' '));
      list(byTask).add(new Event('r', micros, ' '));
    }
  }

  private List<Event> list(String tid) {
    return byTid.computeIfAbsent(Integer.valueOf(tid), t -> new ArrayList<>());
  }

  int switches() {
    return switches;
  }

  int switchesOf(int tid) {
    return (int)
        byTid.getOrDefault(tid, List.of()).stream()
            .filter(e -> e.kind == 'i' || e.kind == 'o')
            .count();
  }

  /** Times in microseconds from when a thread was first seen until the end of the time. */
  StateTimes times(int tid) {
    StateTimes times = new StateTimes();
    List<Event> events = byTid.getOrDefault(tid, List.of());
    long runningSince = -1;
    boolean wokenWhileRunning = false;
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      if (event.kind == 'o') {
        if (runningSince >= 0) {
          times.add(ThreadState.RUNNING, event.micros - runningSince);
        }
        int next = nextSeen(events, i);
        runningSince = absence(events, i, next, wokenWhileRunning, times);
        wokenWhileRunning = false;
        if (next < events.size() && events.get(next).kind == 'i') {
          i = next;
        } else {
          i = next - 1;
        }
      } else if (event.kind == 'w') {
        wokenWhileRunning = runningSince >= 0;
      } else if (runningSince < 0) {
        runningSince = event.micros;
      }
    }
    if (runningSince >= 0) {
      times.add(ThreadState.RUNNING, endMicros - runningSince);
    }
    return times;
  }

  /** The event after a switch-out that shows that the thread ran again, or the end. */
  private static int nextSeen(List<Event> events, int out) {
    boolean woken = events.get(out).state == 'R';
    for (int i = out + 1; i < events.size(); i++) {
      if (events.get(i).kind != 'w' || (woken && events.get(out).state != 'R')) {
        return i;
      }
      woken = true;
    }
    return events.size();
  }

  /** Adds an absence; returns since when the thread ran again, or -1 if it did not. */
  private long absence(
      List<Event> events, int from, int to, boolean wokenBefore, StateTimes times) {
    Event out = events.get(from);
    ThreadState asleep = out.state == 'D' ? ThreadState.BLOCKED : ThreadState.SLEEPING;
    boolean woken = from + 1 < to;
    long wakingMicros = woken ? events.get(from + 1).micros : out.micros;
    if (to == events.size()) {
      // For how long a woken thread was in a queue is not certain before it is seen on a CPU.
      ThreadState state = out.state == 'R' ? ThreadState.PREEMPTED : asleep;
      times.add(state, (woken && state == asleep ? wakingMicros : endMicros) - out.micros);
      return -1;
    }
    long backMicros = events.get(to).micros;
    if (events.get(to).kind == 'i') {
      if (out.state == 'R') {
        times.add(ThreadState.PREEMPTED, backMicros - out.micros);
      } else {
        times.add(asleep, wakingMicros - out.micros);
        times.add(ThreadState.RUNNABLE, backMicros - wakingMicros);
      }
      return backMicros;
    }
    // The switch-in was not recorded: at the wake-up, or else not known.
    if (out.state == 'R' || !(woken || wokenBefore)) {
      return backMicros;
    }
    times.add(asleep, wakingMicros - out.micros);
    return wakingMicros;
  }
}
