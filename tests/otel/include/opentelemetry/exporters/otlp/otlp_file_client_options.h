// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Where the OTLP file exporter writes. A file is appended to and never
// rotated, its pattern is taken as it stands, and every export is flushed.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <iosfwd>
#include <string>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::otlp {
struct OtlpFileClientFileSystemOptions {
  std::string file_pattern;
  std::string alias_pattern;
  std::chrono::microseconds flush_interval{30000000};
  std::size_t flush_count = 256;
  std::size_t file_size = 1024 * 1024 * 20;
  std::size_t rotate_size = 3;
};

using OtlpFileClientBackendOptions =
    nostd::variant<OtlpFileClientFileSystemOptions,
                   std::reference_wrapper<std::ostream>>;

struct OtlpFileClientOptions {
  bool console_debug = false;
  OtlpFileClientBackendOptions backend_options;
};
} // namespace exporter::otlp
OPENTELEMETRY_END_NAMESPACE
