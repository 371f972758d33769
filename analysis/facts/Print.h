// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writes the facts of one translation unit as text, for people and for tests.
//
//   function f <c:@F@f#I#> /src/a.cpp:3:5 parameters=1 external
//     block 0 -> 2 1 if %p0 'flag'
//       %4 = call g <c:@F@g#> (-, %3) writes=1 @/src/a.cpp:4:7
//
// Slots: `-` none, `%this`, `%p0`.. the parameters, `%N` locals and
// temporaries. Successors: the true edge first, `!` for an edge that cannot be
// taken. Functions stand in the order of the summary, which is that of the
// source.
//
// Limits: a view, not a format: nothing reads it back.
#ifndef TRACE_TIDY_ANALYSIS_FACTS_PRINT_H
#define TRACE_TIDY_ANALYSIS_FACTS_PRINT_H

#include "analysis/facts/Facts.h"

namespace llvm {
class raw_ostream;
}

namespace trace_tidy {

/// "span-start", "call-value", ...
llvm::StringRef opName(Op Code);

/// "inject", "span", ...
llvm::StringRef fixKindName(FixKind Kind);

/// One instruction of F, without an end of line.
void print(const Summary &Tu, const Function &F, const Instr &I,
           llvm::raw_ostream &Out);
/// The names of a function's flags.
llvm::SmallVector<llvm::StringRef, 6> flagNames(const Function &F);

/// One line per class, function, block and instruction.
void print(const Summary &Tu, llvm::raw_ostream &Out);

} // namespace trace_tidy

#endif
