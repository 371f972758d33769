// What protoc and grpc_cpp_plugin 1.51 make of this, cut down to what calls and
// overrides it; the messages are stand-ins without protobuf behind them.
//
//   package shop;
//   service Shop {
//     rpc Get(Req) returns (Rep);
//     rpc Put(Req) returns (Rep);
//     rpc List(Req) returns (stream Rep);
//   }
#ifndef TRACE_TIDY_TESTS_CHECKS_INPUTS_SHOP_GRPC_H
#define TRACE_TIDY_TESTS_CHECKS_INPUTS_SHOP_GRPC_H

#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>
#include <grpcpp/impl/rpc_method.h>
#include <grpcpp/impl/service_type.h>
#include <grpcpp/support/async_stream.h>
#include <grpcpp/support/async_unary_call.h>
#include <grpcpp/support/client_callback.h>
#include <grpcpp/support/server_callback.h>
#include <grpcpp/support/stub_options.h>
#include <grpcpp/support/sync_stream.h>

#include <functional>
#include <memory>
#include <string>

namespace shop {

class Req final {
 public:
  const std::string& id() const { return id_; }
  void set_id(const std::string& value) { id_ = value; }
 private:
  std::string id_;
};

class Rep final {
 public:
  const std::string& body() const { return body_; }
  void set_body(const std::string& value) { body_ = value; }
 private:
  std::string body_;
};

}  // namespace shop

namespace grpc {

template <>
class SerializationTraits< ::shop::Req> {
 public:
  static Status Serialize(const ::shop::Req& message, ByteBuffer* buffer, bool* own_buffer);
  static Status Deserialize(ByteBuffer* buffer, ::shop::Req* message);
};

template <>
class SerializationTraits< ::shop::Rep> {
 public:
  static Status Serialize(const ::shop::Rep& message, ByteBuffer* buffer, bool* own_buffer);
  static Status Deserialize(ByteBuffer* buffer, ::shop::Rep* message);
};

}  // namespace grpc

namespace shop {

class Shop final {
 public:
  static constexpr char const* service_full_name() {
    return "shop.Shop";
  }
  class StubInterface {
   public:
    virtual ~StubInterface() {}
    virtual ::grpc::Status Get(::grpc::ClientContext* context, const ::shop::Req& request, ::shop::Rep* response) = 0;
    std::unique_ptr< ::grpc::ClientAsyncResponseReaderInterface< ::shop::Rep>> AsyncGet(::grpc::ClientContext* context, const ::shop::Req& request, ::grpc::CompletionQueue* cq) {
      return std::unique_ptr< ::grpc::ClientAsyncResponseReaderInterface< ::shop::Rep>>(AsyncGetRaw(context, request, cq));
    }
    std::unique_ptr< ::grpc::ClientAsyncResponseReaderInterface< ::shop::Rep>> PrepareAsyncGet(::grpc::ClientContext* context, const ::shop::Req& request, ::grpc::CompletionQueue* cq) {
      return std::unique_ptr< ::grpc::ClientAsyncResponseReaderInterface< ::shop::Rep>>(PrepareAsyncGetRaw(context, request, cq));
    }
    virtual ::grpc::Status Put(::grpc::ClientContext* context, const ::shop::Req& request, ::shop::Rep* response) = 0;
    std::unique_ptr< ::grpc::ClientReaderInterface< ::shop::Rep>> List(::grpc::ClientContext* context, const ::shop::Req& request) {
      return std::unique_ptr< ::grpc::ClientReaderInterface< ::shop::Rep>>(ListRaw(context, request));
    }
    class async_interface {
     public:
      virtual ~async_interface() {}
      virtual void Get(::grpc::ClientContext* context, const ::shop::Req* request, ::shop::Rep* response, std::function<void(::grpc::Status)>) = 0;
      virtual void Get(::grpc::ClientContext* context, const ::shop::Req* request, ::shop::Rep* response, ::grpc::ClientUnaryReactor* reactor) = 0;
      virtual void List(::grpc::ClientContext* context, const ::shop::Req* request, ::grpc::ClientReadReactor< ::shop::Rep>* reactor) = 0;
    };
    typedef class async_interface experimental_async_interface;
    virtual class async_interface* async() { return nullptr; }
    class async_interface* experimental_async() { return async(); }
   private:
    virtual ::grpc::ClientAsyncResponseReaderInterface< ::shop::Rep>* AsyncGetRaw(::grpc::ClientContext* context, const ::shop::Req& request, ::grpc::CompletionQueue* cq) = 0;
    virtual ::grpc::ClientAsyncResponseReaderInterface< ::shop::Rep>* PrepareAsyncGetRaw(::grpc::ClientContext* context, const ::shop::Req& request, ::grpc::CompletionQueue* cq) = 0;
    virtual ::grpc::ClientReaderInterface< ::shop::Rep>* ListRaw(::grpc::ClientContext* context, const ::shop::Req& request) = 0;
  };
  class Stub final : public StubInterface {
   public:
    Stub(const std::shared_ptr< ::grpc::ChannelInterface>& channel, const ::grpc::StubOptions& options = ::grpc::StubOptions());
    ::grpc::Status Get(::grpc::ClientContext* context, const ::shop::Req& request, ::shop::Rep* response) override;
    std::unique_ptr< ::grpc::ClientAsyncResponseReader< ::shop::Rep>> AsyncGet(::grpc::ClientContext* context, const ::shop::Req& request, ::grpc::CompletionQueue* cq) {
      return std::unique_ptr< ::grpc::ClientAsyncResponseReader< ::shop::Rep>>(AsyncGetRaw(context, request, cq));
    }
    std::unique_ptr< ::grpc::ClientAsyncResponseReader< ::shop::Rep>> PrepareAsyncGet(::grpc::ClientContext* context, const ::shop::Req& request, ::grpc::CompletionQueue* cq) {
      return std::unique_ptr< ::grpc::ClientAsyncResponseReader< ::shop::Rep>>(PrepareAsyncGetRaw(context, request, cq));
    }
    ::grpc::Status Put(::grpc::ClientContext* context, const ::shop::Req& request, ::shop::Rep* response) override;
    std::unique_ptr< ::grpc::ClientReader< ::shop::Rep>> List(::grpc::ClientContext* context, const ::shop::Req& request) {
      return std::unique_ptr< ::grpc::ClientReader< ::shop::Rep>>(ListRaw(context, request));
    }
    class async final :
      public StubInterface::async_interface {
     public:
      void Get(::grpc::ClientContext* context, const ::shop::Req* request, ::shop::Rep* response, std::function<void(::grpc::Status)>) override;
      void Get(::grpc::ClientContext* context, const ::shop::Req* request, ::shop::Rep* response, ::grpc::ClientUnaryReactor* reactor) override;
      void List(::grpc::ClientContext* context, const ::shop::Req* request, ::grpc::ClientReadReactor< ::shop::Rep>* reactor) override;
     private:
      friend class Stub;
      explicit async(Stub* stub): stub_(stub) { }
      Stub* stub() { return stub_; }
      Stub* stub_;
    };
    class async* async() override { return &async_stub_; }

   private:
    std::shared_ptr< ::grpc::ChannelInterface> channel_;
    class async async_stub_{this};
    ::grpc::ClientAsyncResponseReader< ::shop::Rep>* AsyncGetRaw(::grpc::ClientContext* context, const ::shop::Req& request, ::grpc::CompletionQueue* cq) override;
    ::grpc::ClientAsyncResponseReader< ::shop::Rep>* PrepareAsyncGetRaw(::grpc::ClientContext* context, const ::shop::Req& request, ::grpc::CompletionQueue* cq) override;
    ::grpc::ClientReader< ::shop::Rep>* ListRaw(::grpc::ClientContext* context, const ::shop::Req& request) override;
    const ::grpc::internal::RpcMethod rpcmethod_Get_;
    const ::grpc::internal::RpcMethod rpcmethod_Put_;
    const ::grpc::internal::RpcMethod rpcmethod_List_;
  };
  static std::unique_ptr<Stub> NewStub(const std::shared_ptr< ::grpc::ChannelInterface>& channel, const ::grpc::StubOptions& options = ::grpc::StubOptions());

  class Service : public ::grpc::Service {
   public:
    Service();
    virtual ~Service();
    virtual ::grpc::Status Get(::grpc::ServerContext* context, const ::shop::Req* request, ::shop::Rep* response);
    virtual ::grpc::Status Put(::grpc::ServerContext* context, const ::shop::Req* request, ::shop::Rep* response);
    virtual ::grpc::Status List(::grpc::ServerContext* context, const ::shop::Req* request, ::grpc::ServerWriter< ::shop::Rep>* writer);
  };
  template <class BaseClass>
  class WithCallbackMethod_Get : public BaseClass {
   private:
    void BaseClassMustBeDerivedFromService(const Service* /*service*/) {}
   public:
    WithCallbackMethod_Get() {
      ::grpc::Service::MarkMethodCallback(0,
          new ::grpc::internal::CallbackUnaryHandler< ::shop::Req, ::shop::Rep>(
            [this](
                   ::grpc::CallbackServerContext* context, const ::shop::Req* request, ::shop::Rep* response) { return this->Get(context, request, response); }));}
    ~WithCallbackMethod_Get() override {
      BaseClassMustBeDerivedFromService(this);
    }
    // disable synchronous version of this method
    ::grpc::Status Get(::grpc::ServerContext* /*context*/, const ::shop::Req* /*request*/, ::shop::Rep* /*response*/) override {
      abort();
      return ::grpc::Status(::grpc::StatusCode::UNIMPLEMENTED, "");
    }
    virtual ::grpc::ServerUnaryReactor* Get(
      ::grpc::CallbackServerContext* /*context*/, const ::shop::Req* /*request*/, ::shop::Rep* /*response*/)  { return nullptr; }
  };
  template <class BaseClass>
  class WithCallbackMethod_Put : public BaseClass {
   private:
    void BaseClassMustBeDerivedFromService(const Service* /*service*/) {}
   public:
    WithCallbackMethod_Put() {
      ::grpc::Service::MarkMethodCallback(1,
          new ::grpc::internal::CallbackUnaryHandler< ::shop::Req, ::shop::Rep>(
            [this](
                   ::grpc::CallbackServerContext* context, const ::shop::Req* request, ::shop::Rep* response) { return this->Put(context, request, response); }));}
    ~WithCallbackMethod_Put() override {
      BaseClassMustBeDerivedFromService(this);
    }
    // disable synchronous version of this method
    ::grpc::Status Put(::grpc::ServerContext* /*context*/, const ::shop::Req* /*request*/, ::shop::Rep* /*response*/) override {
      abort();
      return ::grpc::Status(::grpc::StatusCode::UNIMPLEMENTED, "");
    }
    virtual ::grpc::ServerUnaryReactor* Put(
      ::grpc::CallbackServerContext* /*context*/, const ::shop::Req* /*request*/, ::shop::Rep* /*response*/)  { return nullptr; }
  };
  typedef WithCallbackMethod_Get<WithCallbackMethod_Put<Service > > CallbackService;
};

}  // namespace shop

#endif
