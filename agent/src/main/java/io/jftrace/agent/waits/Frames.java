// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import io.jftrace.timeline.WaitReason;

/** What the frames of a stack say, the innermost first. */
final class Frames {

  /** Above the method that the application called there are a few helpers of the JDK's. */
  private static final int MAX_HELPERS = 10;

  private Frames() {}

  /** One frame a line: {@code class.method(File.java:line)}. */
  static String text(StackTraceElement[] stack) {
    StringBuilder text = new StringBuilder();
    for (StackTraceElement frame : stack) {
      text.append(text.isEmpty() ? "" : "\n");
      text.append(frame.getClassName()).append('.').append(frame.getMethodName());
      text.append('(').append(place(frame)).append(')');
    }
    return text.toString();
  }

  private static String place(StackTraceElement frame) {
    if (frame.isNativeMethod()) {
      return "Native Method";
    }
    String file = frame.getFileName();
    if (file == null) {
      return "Unknown Source";
    }
    return frame.getLineNumber() < 0 ? file : file + ":" + frame.getLineNumber();
  }

  /** Whether the innermost frames are of that class and of a method that begins so. */
  static boolean isIn(StackTraceElement[] stack, String className, String method) {
    for (int i = 0; i < Math.min(stack.length, 3); i++) {
      if (stack[i].getClassName().equals(className)
          && stack[i].getMethodName().startsWith(method)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What a thread does that the JDK has polling for one channel: read, write, accept or connect.
   *
   * @return null if the frames do not tell
   */
  static WaitReason ofChannel(StackTraceElement[] stack) {
    for (int i = 0; i < Math.min(stack.length, MAX_HELPERS); i++) {
      String className = stack[i].getClassName();
      if (className.startsWith("sun.nio.ch.")) {
        WaitReason reason = ofMethod(className, stack[i].getMethodName());
        if (reason != null) {
          return reason;
        }
      }
    }
    return null;
  }

  private static WaitReason ofMethod(String className, String method) {
    boolean pipe = className.endsWith("SourceChannelImpl") || className.endsWith("SinkChannelImpl");
    if (pipe && (isOf(method, "read") || isOf(method, "write"))) {
      return WaitReason.PIPE;
    }
    if (!className.endsWith("SocketImpl") && !className.endsWith("ChannelImpl")) {
      return null;
    }
    if (isOf(method, "accept")) {
      return WaitReason.ACCEPT;
    }
    if (isOf(method, "connect")) {
      return WaitReason.CONNECT;
    }
    if (isOf(method, "read") || isOf(method, "receive")) {
      return WaitReason.SOCKET_READ;
    }
    return isOf(method, "write") || isOf(method, "send") ? WaitReason.SOCKET_WRITE : null;
  }

  /** The JDK's names are such as read, implRead, timedRead, tryRead, blockingRead. */
  private static boolean isOf(String method, String verb) {
    return method.startsWith(verb)
        || method.endsWith(Character.toUpperCase(verb.charAt(0)) + verb.substring(1));
  }
}
