// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.command;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProbePatternTest {

  @Test
  void withoutWildcardsAPartIsEnough() {
    ProbePattern malloc = new ProbePattern("malloc");
    assertTrue(malloc.matches("uprobe:libc:malloc"));
    assertTrue(malloc.matches("uprobe:libc:malloc_trim"));
    assertFalse(malloc.matches("uprobe:libc:calloc"));
    assertTrue(malloc.mayBeginWith("uprobe:libz:"));
  }

  @Test
  void globIsForTheWholeOfIt() {
    ProbePattern deflate = new ProbePattern("*:libz:defl*");
    assertTrue(deflate.matches("uprobe:libz:deflate"));
    assertTrue(deflate.matches("call:libz:deflateEnd"));
    assertFalse(deflate.matches("uprobe:libz:xdeflate"));
    ProbePattern one = new ProbePattern("uprobe:libc:mallinfo?");
    assertTrue(one.matches("uprobe:libc:mallinfo2"));
    assertFalse(one.matches("uprobe:libc:mallinfo"));
    assertFalse(one.matches("uprobe:libc:mallinfo22"));
  }

  @Test
  void charactersOfRegularExpressionsAreOnlyCharacters() {
    ProbePattern pattern = new ProbePattern("uprobe:libstdc++:*\\E(*");
    assertTrue(pattern.matches("uprobe:libstdc++:f\\E(int)"));
    assertFalse(pattern.matches("uprobe:libstdccc:f\\E(int)"));
  }

  @Test
  void whatCannotMatchIsKnownByItsBeginning() {
    ProbePattern pattern = new ProbePattern("usdt:libjvm:*gc*");
    assertTrue(pattern.mayBeginWith("usdt:libjvm:"));
    assertTrue(pattern.mayBeginWith("usdt:"));
    assertTrue(pattern.mayBeginWith("usdt:libjvm:hotspot:"));
    assertFalse(pattern.mayBeginWith("uprobe:libjvm:"));
    assertFalse(pattern.mayBeginWith("usdt:libc:"));
  }
}
