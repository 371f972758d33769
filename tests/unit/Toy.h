// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A small library with a model of its own, so that tests of the analysis need
// no real one. Code is parsed in memory as /t/a.cpp, with `#include "toy.h"`
// put in front by the command line: lines count from the code's own first line.
#ifndef TRACE_TIDY_TESTS_UNIT_TOY_H
#define TRACE_TIDY_TESTS_UNIT_TOY_H

#include "analysis/Analysis.h"
#include "analysis/facts/Facts.h"
#include <string>
#include <vector>

namespace trace_tidy::toy {

/// The facts of this code. A test fails when it does not compile.
Summary facts(llvm::StringRef Code, llvm::StringRef File = "/t/a.cpp");

/// The facts as text, without classes, keys, flags of functions and the path of
/// the file; begins with a line's end, so that it reads well in raw strings.
std::string printed(llvm::StringRef Code);

/// What is found: "LINE:CHECK" for each, blank-separated, in order.
std::string found(const Summary &Tu);
std::string found(llvm::StringRef Code);

/// Messages and notes too, a line each.
std::string told(const Summary &Tu);

/// The code with all fixes made, but without the includes that they insert.
std::string mended(llvm::StringRef Code);
/// Why there are no fixes: what stands behind "no fix-it: ", a line each.
std::string refused(llvm::StringRef Code);

/// The code as the body of a handler that is registered by a function; the
/// request is `r`. Its first line stays the first.
std::string handler(llvm::StringRef Body);

/// The same under a server span that continues the incoming trace.
std::string served(llvm::StringRef Body);

} // namespace trace_tidy::toy

#endif
