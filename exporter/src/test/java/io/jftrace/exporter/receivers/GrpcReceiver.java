// SPDX-License-Identifier: Apache-2.0
package io.jftrace.exporter.receivers;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An OTLP receiver over gRPC that keeps what it gets. */
public final class GrpcReceiver implements AutoCloseable {

  /** A request as it came. */
  public record Received(Metadata headers, ExportTraceServiceRequest body) {}

  private static final MethodDescriptor<ExportTraceServiceRequest, ExportTraceServiceResponse>
      EXPORT =
          MethodDescriptor.newBuilder(
                  new ProtoMarshaller<>(ExportTraceServiceRequest.parser()),
                  new ProtoMarshaller<>(ExportTraceServiceResponse.parser()))
              .setType(MethodDescriptor.MethodType.UNARY)
              .setFullMethodName("opentelemetry.proto.collector.trace.v1.TraceService/Export")
              .build();

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Server server;
  private volatile Status status = Status.OK;
  private volatile long delayMillis;

  public GrpcReceiver() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(
                ServerServiceDefinition.builder(
                        "opentelemetry.proto.collector.trace.v1.TraceService")
                    .addMethod(EXPORT, (call, headers) -> new Answer(call, headers))
                    .build())
            .executor(threads)
            .build()
            .start();
  }

  public String address() {
    return "http://127.0.0.1:" + server.getPort();
  }

  public GrpcReceiver answering(Status newStatus, long newDelayMillis) {
    status = newStatus;
    delayMillis = newDelayMillis;
    return this;
  }

  public List<Received> received() {
    return received;
  }

  public List<ResourceSpans> resources() {
    return received.stream().flatMap(r -> r.body().getResourceSpansList().stream()).toList();
  }

  @Override
  public void close() throws InterruptedException {
    server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    threads.shutdownNow();
  }

  /** Takes one message and answers when it is whole. */
  private final class Answer extends ServerCall.Listener<ExportTraceServiceRequest> {

    private final ServerCall<ExportTraceServiceRequest, ExportTraceServiceResponse> call;
    private final Metadata headers;

    Answer(
        ServerCall<ExportTraceServiceRequest, ExportTraceServiceResponse> call, Metadata headers) {
      this.call = call;
      this.headers = headers;
      call.request(2);
    }

    @Override
    public void onMessage(ExportTraceServiceRequest message) {
      received.add(new Received(headers, message));
    }

    @Override
    public void onHalfClose() {
      try {
        Thread.sleep(delayMillis);
      } catch (InterruptedException e) {
        return;
      }
      if (status.isOk()) {
        call.sendHeaders(new Metadata());
        call.sendMessage(ExportTraceServiceResponse.getDefaultInstance());
      }
      call.close(status, new Metadata());
    }
  }

  private record ProtoMarshaller<T extends MessageLite>(Parser<T> parser)
      implements MethodDescriptor.Marshaller<T> {

    @Override
    public InputStream stream(T value) {
      return value.toByteString().newInput();
    }

    @Override
    public T parse(InputStream stream) {
      try {
        return parser.parseFrom(stream);
      } catch (InvalidProtocolBufferException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
