// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Options of the OTLP file exporter; it writes trace-latest.jsonl by
// default.
#pragma once

#include "opentelemetry/exporters/otlp/otlp_file_client_options.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::otlp {
struct OPENTELEMETRY_EXPORT OtlpFileExporterOptions
    : public OtlpFileClientOptions {
  OtlpFileExporterOptions() {
    OtlpFileClientFileSystemOptions File;
    File.file_pattern = "trace-latest.jsonl";
    backend_options = File;
  }
};
} // namespace exporter::otlp
OPENTELEMETRY_END_NAMESPACE
