// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Makes the exporter that writes OTLP/JSON lines.
#pragma once

#include <memory>

#include "../../../../extra/otlp_json_lines.h"
#include "opentelemetry/exporters/otlp/otlp_file_exporter_options.h"
#include "opentelemetry/sdk/trace/exporter.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::otlp {
class OPENTELEMETRY_EXPORT OtlpFileExporterFactory {
public:
  static std::unique_ptr<opentelemetry::sdk::trace::SpanExporter> Create() {
    return Create(OtlpFileExporterOptions());
  }
  static std::unique_ptr<opentelemetry::sdk::trace::SpanExporter>
  Create(const OtlpFileExporterOptions &options) {
    if (auto *Stream = nostd::get_if<std::reference_wrapper<std::ostream>>(
            &options.backend_options))
      return std::make_unique<otlp_json_lines::Exporter>(Stream->get());
    return std::make_unique<otlp_json_lines::Exporter>(
        nostd::get<OtlpFileClientFileSystemOptions>(options.backend_options)
            .file_pattern);
  }
};
} // namespace exporter::otlp
OPENTELEMETRY_END_NAMESPACE
