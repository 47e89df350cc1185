// SPDX-License-Identifier: Apache-2.0
package io.jftrace.agent.waits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jftrace.timeline.waits.DescriptorKind;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DescriptorsTest {

  private final Descriptors descriptors = new Descriptors(true);

  @TempDir private Path directory;

  private interface Opener<T extends AutoCloseable> {
    T open() throws IOException;
  }

  @Test
  void files() throws Exception {
    Path file = Files.createFile(directory.resolve("file of tests"));
    check(() -> new FileInputStream(file.toFile()), DescriptorKind.FILE, file.toString());
  }

  @Test
  void aFileThatIsDeletedIsStillOne() throws Exception {
    Path file = Files.createFile(directory.resolve("deleted"));
    check(
        () -> {
          FileInputStream in = new FileInputStream(file.toFile());
          Files.delete(file);
          return in;
        },
        DescriptorKind.FILE,
        file + " (deleted)");
  }

  @Test
  void pathsAreCutOff() throws Exception {
    Path deep = Files.createDirectory(directory.resolve("x".repeat(200)));
    Path file = Files.createFile(deep.resolve("y".repeat(200)));
    check(
        () -> new FileInputStream(file.toFile()),
        DescriptorKind.FILE,
        file.toString().substring(0, 256));
  }

  @Test
  void namedPipes() throws Exception {
    Path fifo = directory.resolve("fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    // Read and write, as on a pipe of one end only it waits for the other.
    check(() -> new RandomAccessFile(fifo.toFile(), "rw"), DescriptorKind.PIPE, fifo.toString());
  }

  @Test
  void devices() throws Exception {
    check(() -> new FileInputStream("/dev/zero"), DescriptorKind.OTHER, "/dev/zero");
  }

  @Test
  void pipesAndSelectors() throws Exception {
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel source = pipe.source();
        Pipe.SinkChannel sink = pipe.sink();
        Selector selector = Selector.open()) {
      assertTrue(source.isOpen() && sink.isOpen());
      assertTrue(selector.isOpen());
      assertTrue(find(DescriptorKind.PIPE, "pipe:\\[[0-9]+\\]"));
      assertTrue(find(DescriptorKind.OTHER, "anon_inode:\\[eventpoll\\]"));
    }
  }

  @Test
  void connectedSocketsShowTheOtherEnd() throws IOException {
    InetAddress local = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(local, 0));
      int serverPort = ((InetSocketAddress) server.getLocalAddress()).getPort();
      assertTrue(find(DescriptorKind.SOCKET, "127\\.0\\.0\\.1:" + serverPort), "listening");
      try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
          SocketChannel accepted = server.accept()) {
        int clientPort = ((InetSocketAddress) client.getLocalAddress()).getPort();
        descriptors.forget();
        assertEquals(serverPort, ((InetSocketAddress) accepted.getLocalAddress()).getPort());
        assertTrue(find(DescriptorKind.SOCKET, "127\\.0\\.0\\.1:" + clientPort), "accepted");
      }
    }
  }

  @Test
  void localSocketsShowTheirPath() throws IOException {
    Path path = directory.resolve("socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      assertTrue(find(DescriptorKind.SOCKET, path.toString()));
    }
  }

  @Test
  void answersHoldForOneDrain() throws Exception {
    Path file = Files.createFile(directory.resolve("short"));
    int descriptor;
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      descriptor = descriptor(file.toString());
      assertEquals(DescriptorKind.FILE, descriptors.kind(descriptor));
      assertTrue(in.getFD().valid());
    }
    assertEquals(DescriptorKind.FILE, descriptors.kind(descriptor));
    assertEquals(file.toString(), descriptors.target(descriptor));
    descriptors.forget();
    assertNotEquals(file.toString(), descriptors.target(descriptor));
  }

  @Test
  void whatIsClosedIsUnknown() {
    assertEquals(DescriptorKind.UNKNOWN, descriptors.kind(-1));
    assertEquals(DescriptorKind.UNKNOWN, descriptors.kind(Integer.MAX_VALUE));
    assertEquals("", descriptors.target(Integer.MAX_VALUE));
  }

  @Test
  void targetsAreNotToldUnlessTheyMayBe() throws Exception {
    Path file = Files.createFile(directory.resolve("hidden"));
    Descriptors discreet = new Descriptors(false);
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      int descriptor = descriptor(file.toString());
      assertEquals("", discreet.target(descriptor));
      assertEquals(DescriptorKind.FILE, discreet.kind(descriptor));
      assertTrue(in.getFD().valid());
    }
  }

  private <T extends AutoCloseable> void check(Opener<T> opener, DescriptorKind kind, String target)
      throws Exception {
    try (T opened = opener.open()) {
      assertNotNull(opened);
      assertTrue(find(kind, Pattern.quote(target)), target);
    }
  }

  private boolean find(DescriptorKind kind, String targetPattern) throws IOException {
    return open().stream()
        .anyMatch(
            fd -> descriptors.kind(fd) == kind && descriptors.target(fd).matches(targetPattern));
  }

  private static int descriptor(String target) throws IOException {
    Descriptors now = new Descriptors(true);
    return open().stream().filter(fd -> now.target(fd).equals(target)).findAny().orElseThrow();
  }

  private static Set<Integer> open() throws IOException {
    try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
      return links
          .map(link -> Integer.valueOf(link.getFileName().toString()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
