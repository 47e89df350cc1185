/** What can be probed in an ELF file: functions, and the static probes of its notes. */
package io.jftrace.tracefs.elf;
