// SPDX-License-Identifier: Apache-2.0
package io.jftrace.testapp;

import java.io.IOException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** Two threads that wake each other as often as they can, until its standard input ends. */
public final class SwitchFlood {

  private SwitchFlood() {}

  /** Prints that it begins, and that it ends. */
  public static void main(String[] args) throws IOException {
    System.out.println("begins");
    SynchronousQueue<Integer> there = new SynchronousQueue<>();
    SynchronousQueue<Integer> back = new SynchronousQueue<>();
    start("flood-1", there, back);
    start("flood-2", back, there);
    there.offer(0);
    while (System.in.read() >= 0) {
      // What is written does not matter.
    }
    System.out.println("ends");
  }

  private static void start(
      String name, SynchronousQueue<Integer> in, SynchronousQueue<Integer> out) {
    Thread thread = new Thread(() -> pass(in, out), name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void pass(SynchronousQueue<Integer> in, SynchronousQueue<Integer> out) {
    try {
      while (true) {
        Integer token = in.poll(10, TimeUnit.MILLISECONDS);
        out.offer(token == null ? 0 : token, 10, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      // Nobody does that.
    }
  }
}
