// SPDX-License-Identifier: Apache-2.0
package io.jftrace.timeline.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemCallsTest {

  private static final SystemCalls X86 = SystemCalls.of("amd64");
  private static final SystemCalls ARM = SystemCalls.of("aarch64");

  @ParameterizedTest
  @CsvSource({
    "read, 0, 63, READ",
    "write, 1, 64, WRITE",
    "mmap, 9, 222, MEMORY",
    "ppoll, 271, 73, POLL",
    "sendfile, 40, 71, SENDFILE",
    "connect, 42, 203, CONNECT",
    "accept4, 288, 242, ACCEPT",
    "recvfrom, 45, 207, RECEIVE",
    "sendto, 44, 206, SEND",
    "wait4, 61, 260, CHILD",
    "clone3, 435, 435, CLONE3",
    "fcntl, 72, 25, FILE_CONTROL",
    "fsync, 74, 82, FSYNC",
    "newfstatat, 262, 79, FILE_FIND",
    "getdents64, 217, 61, FILE_ASK",
    "fallocate, 285, 47, FILE_ALTER",
    "renameat2, 316, 276, FILE_CHANGE",
    "futex, 202, 98, FUTEX",
    "nanosleep, 35, 101, SLEEP",
    "epoll_pwait, 281, 22, EPOLL",
    "restart_syscall, 219, 128, RESTART",
    "getpid, 39, 172, OTHER",
    "file_setattr, 469, 469, OTHER",
  })
  void areKnownByTheirNumbers(String name, int x86, int arm, CallKind kind) {
    assertEquals(name, X86.name(x86));
    assertEquals(name, ARM.name(arm));
    assertSame(kind, X86.kind(x86));
    assertSame(kind, ARM.kind(arm));
  }

  @Test
  void oldOnesAreThoseOfX86Only() {
    assertEquals("poll", X86.name(7));
    assertEquals("open", X86.name(2));
    assertEquals("io_submit", ARM.name(2));
  }

  @ParameterizedTest
  @CsvSource({"-1", "400", "1000", "2147483647", "-2147483648"})
  void othersGoByTheirNumbers(int number) {
    assertEquals("syscall_" + number, X86.name(number));
    assertSame(CallKind.OTHER, X86.kind(number));
    assertEquals("syscall_0", SystemCalls.of("s390x").name(0));
  }

  @Test
  void theDescriptorIsOneOfTheArguments() {
    assertEquals(0, CallKind.READ.descriptorArgument());
    assertEquals(1, CallKind.SENDFILE.descriptorArgument());
    assertEquals(-1, CallKind.FUTEX.descriptorArgument());
  }
}
