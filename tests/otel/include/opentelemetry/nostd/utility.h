// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// nostd::data, nostd::size and index sequences; all from the standard
// library.
#pragma once

#include <cstddef>
#include <iterator>
#include <utility>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace nostd {
using std::data;
using std::index_sequence;
using std::index_sequence_for;
using std::make_index_sequence;
using std::size;
} // namespace nostd
OPENTELEMETRY_END_NAMESPACE
