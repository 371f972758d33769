// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Makes an OStreamSpanExporter.
#pragma once

#include "opentelemetry/exporters/ostream/span_exporter.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::trace {
class OPENTELEMETRY_EXPORT OStreamSpanExporterFactory {
public:
  static std::unique_ptr<opentelemetry::sdk::trace::SpanExporter> Create() {
    return Create(std::cout);
  }
  static std::unique_ptr<opentelemetry::sdk::trace::SpanExporter>
  Create(std::ostream &sout) {
    return std::make_unique<OStreamSpanExporter>(sout);
  }
};
} // namespace exporter::trace
OPENTELEMETRY_END_NAMESPACE
