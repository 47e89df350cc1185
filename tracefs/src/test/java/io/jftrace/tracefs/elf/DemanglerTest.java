// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jftrace.tracefs.linux.CxxNames;
import org.junit.jupiter.api.Test;

class DemanglerTest {

  @Test
  void namesOfFunctionsAsTheirAuthorsWroteThem() {
    assumeTrue(CxxNames.isAvailable(), "no C++ runtime");
    assertEquals("JavaThread::run()", Demangler.demangle("_ZN10JavaThread3runEv"));
    assertEquals("Foo::bar(int)", Demangler.demangle("_ZN3Foo3barEi"));
  }

  @Test
  void othersHaveNone() {
    for (String name : new String[] {"", "i", "memcpy", "_Z", "_ZN3Foo", "_Z" + "P".repeat(9999)}) {
      assertNull(Demangler.demangle(name), name);
    }
  }
}
