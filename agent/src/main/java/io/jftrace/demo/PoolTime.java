// SPDX-License-Identifier: Apache-2.0
package io.jftrace.demo;

import java.util.Map;
import java.util.TreeMap;

/** Where the wall time of one pool's threads went, in seconds of all its threads together. */
final class PoolTime {

  private final String pool;
  private double running;
  private double waitingForCpu;
  private double unknown;
  private double insideSpans;
  private final Map<String, Double> waits = new TreeMap<>();

  PoolTime(String pool) {
    this.pool = pool;
  }

  void addRunning(double seconds) {
    running += seconds;
  }

  void addWaitingForCpu(double seconds) {
    waitingForCpu += seconds;
  }

  void addUnknown(double seconds) {
    unknown += seconds;
  }

  void addWait(String reason, double seconds) {
    waits.merge(reason, seconds, Double::sum);
  }

  /** The part of the waits that lay inside spans. */
  void addInsideSpans(double seconds) {
    insideSpans += seconds;
  }

  void add(PoolTime other) {
    running += other.running;
    waitingForCpu += other.waitingForCpu;
    unknown += other.unknown;
    insideSpans += other.insideSpans;
    other.waits.forEach(this::addWait);
  }

  String pool() {
    return pool;
  }

  double running() {
    return running;
  }

  double waitingForCpu() {
    return waitingForCpu;
  }

  double unknown() {
    return unknown;
  }

  Map<String, Double> waits() {
    return waits;
  }

  double waiting() {
    return waits.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  double wall() {
    return running + waitingForCpu + waiting() + unknown;
  }

  double insideSpans() {
    return Math.min(insideSpans, waiting());
  }

  /** What a reader looks for first: work, waits for a CPU, and waits of requests. */
  double interest() {
    return running + waitingForCpu + insideSpans();
  }
}
