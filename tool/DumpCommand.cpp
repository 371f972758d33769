// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// trace-tidy dump: a summary or program as JSON.
#include "analysis/summary/Codec.h"
#include "analysis/summary/Dump.h"
#include "tool/Command.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/raw_ostream.h"

namespace cl = llvm::cl;

namespace trace_tidy {

int runDump(Arguments Args) {
  cl::SubCommand Command{"dump"};
  cl::OptionCategory Category{"Options of trace-tidy dump"};
  cl::opt<std::string> File{cl::Positional, cl::desc("SUMMARY"), cl::Required,
                            cl::sub(Command), cl::cat(Category)};
  cl::HideUnrelatedOptions(Category, Command);
  if (!parseOptions(Args, "trace-tidy dump: a summary or program as JSON\n\n"
                          "  trace-tidy dump SUMMARY\n\n"
                          "The form may change with any version; "
                          "docs/design.md explains what is in it.\n"))
    return ExitUsage;
  auto Facts = readSummaryFile(File);
  if (!Facts)
    return fail(Facts.takeError());
  dumpJson(*Facts, llvm::outs());
  return ExitClean;
}

} // namespace trace_tidy
