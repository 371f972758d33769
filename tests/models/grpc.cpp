// FLAGS: -std=c++20
// Calls every function that models/grpc.yaml names, under each of its
// conditions. The classes in `shop` have the shape of generated code.
#include <grpcpp/alarm.h>
#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/client_unary_call.h>
#include <grpcpp/impl/service_type.h>
#include <grpcpp/support/async_stream.h>
#include <grpcpp/support/async_unary_call.h>
#include <grpcpp/support/client_callback.h>
#include <grpcpp/support/client_interceptor.h>
#include <grpcpp/support/server_callback.h>
#include <grpcpp/support/stub_options.h>
#include <grpcpp/support/sync_stream.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace shop {

using Message = grpc::ByteBuffer;

class Shop final {
public:
  class StubInterface {
  public:
    virtual ~StubInterface() {}
    virtual grpc::Status Get(grpc::ClientContext *context,
                             const Message &request, Message *response) = 0;
    std::unique_ptr<grpc::ClientReaderInterface<Message>>
    List(grpc::ClientContext *context, const Message &request);
    std::unique_ptr<grpc::ClientReaderWriterInterface<Message, Message>>
    Chat(grpc::ClientContext *context);
    std::unique_ptr<grpc::ClientAsyncResponseReaderInterface<Message>>
    AsyncGet(grpc::ClientContext *context, const Message &request,
             grpc::CompletionQueue *queue);
    std::unique_ptr<grpc::ClientAsyncResponseReaderInterface<Message>>
    PrepareAsyncGet(grpc::ClientContext *context, const Message &request,
                    grpc::CompletionQueue *queue) {
      return std::unique_ptr<grpc::ClientAsyncResponseReaderInterface<Message>>(
          PrepareAsyncGetRaw(context, request, queue));
    }
    std::unique_ptr<grpc::ClientAsyncReaderInterface<Message>>
    AsyncList(grpc::ClientContext *context, const Message &request,
              grpc::CompletionQueue *queue, void *tag);
    std::unique_ptr<grpc::ClientAsyncReaderWriterInterface<Message, Message>>
    AsyncChat(grpc::ClientContext *context, grpc::CompletionQueue *queue,
              void *tag);
    class async_interface {
    public:
      virtual ~async_interface() {}
      virtual void Get(grpc::ClientContext *context, const Message *request,
                       Message *response,
                       std::function<void(grpc::Status)>) = 0;
      virtual void Get(grpc::ClientContext *context, const Message *request,
                       Message *response,
                       grpc::ClientUnaryReactor *reactor) = 0;
    };
    virtual class async_interface *async() { return nullptr; }
    class async_interface *experimental_async() {
      return async();
    }

  private:
    virtual grpc::ClientAsyncResponseReaderInterface<Message> *
    PrepareAsyncGetRaw(grpc::ClientContext *context, const Message &request,
                       grpc::CompletionQueue *queue) = 0;
  };
  class Stub final : public StubInterface {
  public:
    Stub(const std::shared_ptr<grpc::ChannelInterface> &channel,
         const grpc::StubOptions &options = grpc::StubOptions());
    grpc::Status Get(grpc::ClientContext *context, const Message &request,
                     Message *response) override;
    std::unique_ptr<grpc::ClientReader<Message>>
    List(grpc::ClientContext *context, const Message &request);
    std::unique_ptr<grpc::ClientWriter<Message>>
    Put(grpc::ClientContext *context, Message *response);
    std::unique_ptr<grpc::ClientReaderWriter<Message, Message>>
    Chat(grpc::ClientContext *context);
    std::unique_ptr<grpc::ClientAsyncResponseReader<Message>>
    AsyncGet(grpc::ClientContext *context, const Message &request,
             grpc::CompletionQueue *queue);
    std::unique_ptr<grpc::ClientAsyncResponseReader<Message>>
    PrepareAsyncGet(grpc::ClientContext *context, const Message &request,
                    grpc::CompletionQueue *queue) {
      return std::unique_ptr<grpc::ClientAsyncResponseReader<Message>>(
          PrepareAsyncGetRaw(context, request, queue));
    }
    std::unique_ptr<grpc::ClientAsyncReader<Message>>
    AsyncList(grpc::ClientContext *context, const Message &request,
              grpc::CompletionQueue *queue, void *tag);
    std::unique_ptr<grpc::ClientAsyncReaderWriter<Message, Message>>
    AsyncChat(grpc::ClientContext *context, grpc::CompletionQueue *queue,
              void *tag);
    std::unique_ptr<grpc::ClientAsyncReaderWriter<Message, Message>>
    PrepareAsyncChat(grpc::ClientContext *context,
                     grpc::CompletionQueue *queue);
    class async final : public StubInterface::async_interface {
    public:
      void Get(grpc::ClientContext *context, const Message *request,
               Message *response, std::function<void(grpc::Status)>) override;
      void Get(grpc::ClientContext *context, const Message *request,
               Message *response, grpc::ClientUnaryReactor *reactor) override;
    };
    class async *async() override;

  private:
    grpc::ClientAsyncResponseReader<Message> *
    PrepareAsyncGetRaw(grpc::ClientContext *context, const Message &request,
                       grpc::CompletionQueue *queue) override;
  };
  static std::unique_ptr<Stub>
  NewStub(const std::shared_ptr<grpc::ChannelInterface> &channel,
          const grpc::StubOptions &options = grpc::StubOptions());
  class Service : public grpc::Service {
  public:
    virtual grpc::Status Get(grpc::ServerContext *context,
                             const Message *request, Message *response);
  };
};

} // namespace shop

using shop::Message;
using shop::Shop;

void stub(Shop::Stub &stub, grpc::CompletionQueue &queue,
          grpc::ClientUnaryReactor *reactor) {
  grpc::ClientContext context;
  Message request, response;
  grpc::Status status;
  stub.Get(&context, request, &response);
  auto reader = stub.List(&context, request);
  reader->WaitForInitialMetadata();
  uint32_t size = 0;
  reader->NextMessageSize(&size);
  reader->Read(&response);
  reader->Finish();
  auto writer = stub.Put(&context, &response);
  writer->WaitForInitialMetadata();
  writer->Write(request);
  writer->Write(request, grpc::WriteOptions());
  writer->WriteLast(request, grpc::WriteOptions());
  writer->WritesDone();
  writer->Finish();
  auto chat = stub.Chat(&context);
  chat->WaitForInitialMetadata();
  chat->Write(request, grpc::WriteOptions());
  chat->NextMessageSize(&size);
  chat->Read(&response);
  chat->WritesDone();
  chat->Finish();
  auto unary = stub.AsyncGet(&context, request, &queue);
  unary = stub.PrepareAsyncGet(&context, request, &queue);
  unary->StartCall();
  unary->ReadInitialMetadata(nullptr);
  unary->Finish(&response, &status, nullptr);
  auto list = stub.AsyncList(&context, request, &queue, nullptr);
  list->Read(&response, nullptr);
  list->Finish(&status, nullptr);
  auto both = stub.AsyncChat(&context, &queue, nullptr);
  both = stub.PrepareAsyncChat(&context, &queue);
  both->StartCall(nullptr);
  both->ReadInitialMetadata(nullptr);
  both->Write(request, nullptr);
  both->Read(&response, nullptr);
  both->WritesDone(nullptr);
  both->Finish(&status, nullptr);
  stub.async()->Get(&context, &request, &response, [](grpc::Status) {});
  stub.async()->Get(&context, &request, &response, reactor);
}

void interfaces(Shop::StubInterface &stub, grpc::CompletionQueue &queue,
                grpc::ClientUnaryReactor *reactor) {
  grpc::ClientContext context;
  Message request, response;
  stub.Get(&context, request, &response);
  stub.List(&context, request)->Read(&response);
  stub.Chat(&context)->Write(request);
  stub.AsyncGet(&context, request, &queue);
  stub.PrepareAsyncGet(&context, request, &queue)->StartCall();
  stub.AsyncList(&context, request, &queue, nullptr);
  stub.AsyncChat(&context, &queue, nullptr);
  stub.async()->Get(&context, &request, &response, [](grpc::Status) {});
  stub.experimental_async()->Get(&context, &request, &response, reactor);
}

void generic(const std::shared_ptr<grpc::ChannelInterface> &channel,
             grpc::CompletionQueue &queue,
             grpc::ClientBidiReactor<Message, Message> *bidi) {
  grpc::ClientContext context;
  Message request, response;
  grpc::GenericStub stub(channel);
  stub.Call(&context, "/a/b", &queue, nullptr);
  stub.PrepareCall(&context, "/a/b", &queue);
  stub.PrepareUnaryCall(&context, "/a/b", request, &queue);
  stub.UnaryCall(&context, "/a/b", grpc::StubOptions(), &request, &response,
                 [](grpc::Status) {});
  stub.PrepareBidiStreamingCall(&context, "/a/b", grpc::StubOptions(), bidi);
  grpc::internal::RpcMethod method("/a/b",
                                   grpc::internal::RpcMethod::NORMAL_RPC);
  grpc::internal::BlockingUnaryCall(channel.get(), method, &context, request,
                                    &response);
  grpc::internal::CallbackUnaryCall(channel.get(), method, &context, &request,
                                    &response, [](grpc::Status) {});
}

void channels(grpc::experimental::ClientInterceptorFactoryInterface *factory,
              grpc::ClientContext::GlobalCallbacks *callbacks) {
  auto credentials = grpc::InsecureChannelCredentials();
  auto channel = grpc::CreateChannel("localhost", credentials);
  channel = grpc::CreateCustomChannel("localhost", credentials,
                                      grpc::ChannelArguments());
  channel = grpc::experimental::CreateCustomChannelWithInterceptors(
      "localhost", credentials, grpc::ChannelArguments(), {});
  grpc::experimental::RegisterGlobalClientInterceptorFactory(factory);
  grpc::ClientContext::SetGlobalCallbacks(callbacks);
  auto stub = Shop::NewStub(channel);
  Shop::Stub direct(channel);
  channel->WaitForConnected(std::chrono::system_clock::now());
  channel->WaitForStateChange(GRPC_CHANNEL_IDLE,
                              std::chrono::system_clock::now());
}

void metadata(grpc::CallbackServerContext &callback,
              grpc::ServerContext &incoming,
              grpc::experimental::InterceptorBatchMethods &batch) {
  grpc::ClientContext context;
  context.AddMetadata("traceparent", "value");
  context.set_deadline(std::chrono::system_clock::now());
  context.set_credentials(nullptr);
  context.set_wait_for_ready(true);
  context.set_authority("a");
  context.TryCancel();
  context.GetServerInitialMetadata();
  context.GetServerTrailingMetadata();
  grpc::ClientContext::FromServerContext(incoming);
  grpc::ClientContext::FromCallbackServerContext(callback);
  incoming.client_metadata();
  incoming.AddInitialMetadata("a", "b");
  incoming.AddTrailingMetadata("a", "b");
  incoming.IsCancelled();
  incoming.TryCancel();
  callback.DefaultReactor()->Finish(grpc::Status::OK);
  batch.GetSendInitialMetadata();
  batch.GetRecvInitialMetadata();
}

void serverStreams(grpc::ServerReader<Message> &reader,
                   grpc::ServerWriter<Message> &writer,
                   grpc::ServerReaderWriter<Message, Message> &both,
                   grpc::ServerAsyncResponseWriter<Message> &response) {
  Message message;
  reader.SendInitialMetadata();
  reader.Read(&message);
  writer.Write(message, grpc::WriteOptions());
  both.Read(&message);
  both.Write(message, grpc::WriteOptions());
  response.Finish(message, grpc::Status::OK, nullptr);
}

void reactors(grpc::ClientUnaryReactor &unary,
              grpc::ClientReadReactor<Message> &read,
              grpc::ClientWriteReactor<Message> &write,
              grpc::ClientBidiReactor<Message, Message> &both) {
  Message message;
  unary.StartCall();
  read.StartCall();
  read.StartRead(&message);
  write.StartCall();
  write.StartWrite(&message);
  both.StartCall();
  both.StartRead(&message);
  both.StartWrite(&message);
}

void queues(grpc::CompletionQueue &queue, grpc::Alarm &alarm) {
  void *tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  queue.AsyncNext(&tag, &ok, std::chrono::system_clock::now());
  queue.Shutdown();
  alarm.Set(std::chrono::system_clock::now(), [](bool) {});
}

struct Handlers final : Shop::Service {
  grpc::Status Get(grpc::ServerContext *, const Message *, Message *) override {
    return grpc::Status::OK;
  }
};

struct Generic final : grpc::CallbackGenericService {
  grpc::ServerGenericBidiReactor *
  CreateReactor(grpc::GenericCallbackServerContext *) override {
    return nullptr;
  }
};

void server(grpc::ServerBuilder &builder, grpc::AsyncGenericService &async,
            grpc::Server::GlobalCallbacks *callbacks,
            grpc::GenericServerAsyncReaderWriter &stream) {
  Handlers handlers;
  Generic generic;
  builder.AddListeningPort("localhost:80", grpc::InsecureServerCredentials());
  builder.RegisterService(&handlers);
  builder.RegisterAsyncGenericService(&async);
  builder.RegisterCallbackGenericService(&generic);
  builder.experimental().SetInterceptorCreators({});
  grpc::Server::SetGlobalCallbacks(callbacks);
  auto queue = builder.AddCompletionQueue();
  auto running = builder.BuildAndStart();
  grpc::GenericServerContext context;
  async.RequestCall(&context, &stream, queue.get(), queue.get(), nullptr);
  running->Wait();
  running->Shutdown();
}
