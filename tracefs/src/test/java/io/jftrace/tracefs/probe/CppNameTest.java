// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CppNameTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "JavaThread::run(); JavaThread::run",
        "Foo::bar(int, char*) const; Foo::bar",
        "void sort<int*>(int*, int*); sort<int*>",
        "A<int, B<C> >::f(D (*)(int)); A<int, B<C> >::f",
        "A::operator()(int); A::operator()",
        "A::operator<(A const&); A::operator<",
        "operator new(unsigned long); operator new",
        "(anonymous namespace)::f(int); (anonymous namespace)::f",
        "A::~A(); A::~A",
        "vtable for A; vtable for A",
        "malloc; malloc",
      })
  void parametersAndTypesAreLeftOut(String demangled, String name) {
    assertEquals(name, CppName.withoutParameters(demangled));
  }
}
