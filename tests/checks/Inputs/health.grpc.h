// The generated shape of grpc.health.v1.Health, cut down as in shop.grpc.h.
#ifndef TRACE_TIDY_TESTS_CHECKS_INPUTS_HEALTH_GRPC_H
#define TRACE_TIDY_TESTS_CHECKS_INPUTS_HEALTH_GRPC_H

#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/service_type.h>

namespace grpc {
namespace health {
namespace v1 {

class HealthCheckRequest final {};
class HealthCheckResponse final {
 public:
  void set_status(int value) { status_ = value; }
 private:
  int status_ = 0;
};

class Health final {
 public:
  static constexpr char const* service_full_name() {
    return "grpc.health.v1.Health";
  }
  class Service : public ::grpc::Service {
   public:
    Service();
    virtual ~Service();
    virtual ::grpc::Status Check(::grpc::ServerContext* context, const ::grpc::health::v1::HealthCheckRequest* request, ::grpc::health::v1::HealthCheckResponse* response);
  };
};

}  // namespace v1
}  // namespace health
}  // namespace grpc

#endif
