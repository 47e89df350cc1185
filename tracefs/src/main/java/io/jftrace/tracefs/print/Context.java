// SPDX-License-Identifier: Apache-2.0
package io.jftrace.tracefs.print;

import io.jftrace.tracefs.format.EventFormat;
import io.jftrace.tracefs.format.FieldKind;
import io.jftrace.tracefs.format.FormatField;
import io.jftrace.tracefs.format.Placement;
import io.jftrace.tracefs.ring.SubBufferLayout;

/** What the meaning of an expression depends on. */
record Context(EventFormat format, SubBufferLayout layout, KernelFacts facts) {

  int wordBytes() {
    return layout.wordBytes();
  }

  /** C's {@code unsigned long}. */
  CType word() {
    return CType.number(layout.wordBytes(), false);
  }

  FormatField field(String name) throws NotUnderstood {
    FormatField field = format.find(name);
    if (field == null) {
      throw new NotUnderstood("a field " + name + " that the event does not have");
    }
    return field;
  }

  /** A field whose values are elsewhere in the record. */
  FormatField located(String name) throws NotUnderstood {
    FormatField field = field(name);
    Placement placement = field.type().placement();
    if (placement != Placement.DATA_LOC && placement != Placement.REL_LOC) {
      throw new NotUnderstood("a field " + name + " that is no dynamic array");
    }
    return field;
  }

  Region region(FormatField field) {
    return FieldRegion.of(field, layout.order());
  }

  /** {@code REC->name}. */
  Expression member(String name) throws NotUnderstood {
    FormatField field = field(name);
    if (field.isInteger()) {
      boolean truth = field.type().kind() == FieldKind.BOOL;
      CType type =
          truth ? CType.BOOL : CType.number(field.type().elementBytes(), field.type().signed());
      return new FieldValue(field, type);
    }
    Placement placement = field.type().placement();
    if (placement == Placement.INLINE || placement == Placement.REST) {
      return region(field);
    }
    throw new NotUnderstood("REC->" + name + " of a dynamic array");
  }

  /** {@code %s} of the value. */
  TextExpression text(Expression value) {
    return value instanceof TextExpression text
        ? text
        : new PointerText(value, facts.symbols(), value.depth() + 1);
  }
}
