// FLAGS: -std=c++20
// The parent as a context and as the context of the span that it holds.
#include "carriers.h"
#include "shop.grpc.h"

namespace {
class MetadataReader : public context::propagation::TextMapCarrier {
public:
  explicit MetadataReader(grpc::ServerContext &call) : call_(call) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = call_.client_metadata().find({key.data(), key.size()});
    if (it == call_.client_metadata().end())
      return "";
    return {it->second.data(), it->second.size()};
  }
  void Set(nostd::string_view, nostd::string_view) noexcept override {}

private:
  grpc::ServerContext &call_;
};

// GetSpan and GetContext lead back to what was extracted.
class ExtractedParent_ok final : public shop::Shop::Service {
  grpc::Status Get(grpc::ServerContext *call, const shop::Req *,
                   shop::Rep *) override {
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    MetadataReader carrier(*call);
    auto current = context::RuntimeContext::GetCurrent();
    auto extracted = Propagator()->Extract(carrier, current);
    options.parent = trace::GetSpan(extracted)->GetContext();
    auto span = Tracer()->StartSpan("Get", {{"rpc.system", "grpc"}}, options);
    auto scope = Tracer()->WithActiveSpan(span);
    span->End();
    return grpc::Status::OK;
  }
};

// What was extracted is not used.
class UnusedExtraction_bad final : public shop::Shop::Service {
  grpc::Status Get(grpc::ServerContext *call, const shop::Req *,
                   shop::Rep *) override {
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    MetadataReader carrier(*call);
    auto current = context::RuntimeContext::GetCurrent();
    auto extracted = Propagator()->Extract(carrier, current);
    auto span = Tracer()->StartSpan("Get", {{"rpc.system", "grpc"}}, options);
    // WARN missing-context-extraction:
    auto scope = Tracer()->WithActiveSpan(span);
    span->End();
    return grpc::Status::OK;
  }
};

// Nor here: the current context is what the default parent is as well.
class FN_CurrentParent final : public shop::Shop::Service {
  grpc::Status Get(grpc::ServerContext *call, const shop::Req *,
                   shop::Rep *) override {
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    MetadataReader carrier(*call);
    auto current = context::RuntimeContext::GetCurrent();
    auto extracted = Propagator()->Extract(carrier, current);
    options.parent = trace::GetSpan(current)->GetContext();
    auto span = Tracer()->StartSpan("Get", {{"rpc.system", "grpc"}}, options);
    // FN missing-context-extraction: an explicit current context is let pass
    auto scope = Tracer()->WithActiveSpan(span);
    span->End();
    return grpc::Status::OK;
  }
};
} // namespace
