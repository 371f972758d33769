// FLAGS: -std=c++20
// Clients whose interceptors or pipeline stages are visibly installed inject by
// themselves.
#include "carriers.h"
#include "shop.grpc.h"

#include <grpcpp/support/client_interceptor.h>

#include <cpprest/http_client.h>

#include <memory>
#include <vector>

void intercepted_channel_ok(
    std::vector<
        std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface>>
        interceptors) {
  auto channel = grpc::experimental::CreateCustomChannelWithInterceptors(
      "shop:50051", grpc::InsecureChannelCredentials(),
      grpc::ChannelArguments(), std::move(interceptors));
  auto stub = shop::Shop::NewStub(channel);
  auto span = Tracer()->StartSpan("shop.Shop/Get", ClientKind());
  trace::Scope scope(span);
  grpc::ClientContext call;
  shop::Rep response;
  stub->Get(&call, shop::Req(), &response);
}

void pipeline_stage_ok() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  web::http::client::http_client client("http://inventory:8080");
  client.add_handler([](web::http::http_request request,
                        std::shared_ptr<web::http::http_pipeline_stage> next) {
    std::string value =
        FormatTraceparent(trace::Tracer::GetCurrentSpan()->GetContext());
    request.headers().add("traceparent", value);
    return next->propagate(request);
  });
  client.request(web::http::methods::GET, "/stock").get();
}
