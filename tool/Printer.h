// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Prints findings as clang prints diagnostics: place, message, source line and
// caret, then the notes.
#ifndef TRACE_TIDY_TOOL_PRINTER_H
#define TRACE_TIDY_TOOL_PRINTER_H

#include "analysis/finding/Finding.h"
#include "tool/SourceFiles.h"
#include "llvm/Support/raw_ostream.h"

namespace trace_tidy {

class Printer {
public:
  Printer(llvm::raw_ostream &Out, SourceFiles &Files, bool Color)
      : Out(Out), Files(Files), Color(Color) {}

  void print(const Finding &F);

private:
  void printOne(const SourcePlace &At, llvm::StringRef Kind,
                llvm::StringRef Message, llvm::StringRef Suffix);
  void printSnippet(const SourcePlace &At);
  void color(llvm::raw_ostream::Colors C, bool Bold);
  void plain();

  llvm::raw_ostream &Out;
  SourceFiles &Files;
  bool Color;
};

} // namespace trace_tidy

#endif
