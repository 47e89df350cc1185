// SPDX-License-Identifier: Apache-2.0
package io.jftrace.testapp;

import java.io.IOException;

/** Ends in the way its argument says: when its standard input does, or at a time it is told. */
public final class Ends {

  public static final int EXIT_STATUS = 3;

  private Ends() {}

  /**
   * Prints that it begins and, unless it is cut short, that it ends.
   *
   * @param args {@code return}, {@code exit}, {@code throw}; or {@code after} and the milliseconds
   *     until it exits
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    System.out.println("begins");
    if (args[0].equals("after")) {
      Thread.sleep(Long.parseLong(args[1]));
      System.exit(EXIT_STATUS);
    }
    Thread waits = new Thread(Ends::wait5, "waits");
    waits.setDaemon(true);
    waits.start();
    while (System.in.read() >= 0) {
      // What is written does not matter.
    }
    System.out.println("ends");
    switch (args[0]) {
      case "exit" -> System.exit(EXIT_STATUS);
      case "throw" -> throw new IllegalStateException("by the test");
      default -> {}
    }
  }

  /** So that there is something to record. */
  private static void wait5() {
    try {
      while (true) {
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      // Nobody does that.
    }
  }
}
