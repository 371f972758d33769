// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The options of commands that read translation units: how many at once, how
// long, and what is kept.
#ifndef TRACE_TIDY_TOOL_READINGOPTIONS_H
#define TRACE_TIDY_TOOL_READINGOPTIONS_H

#include "tool/ProgramBuilder.h"
#include "llvm/Support/CommandLine.h"

namespace trace_tidy {

struct ReadingOptions {
  ReadingOptions(llvm::cl::SubCommand &Command, llvm::cl::OptionCategory &In)
      : Jobs("jobs", llvm::cl::desc("files read at once (default: one a core)"),
             llvm::cl::value_desc("N"), llvm::cl::init(0),
             llvm::cl::sub(Command), llvm::cl::cat(In)),
        ShortJobs("j", llvm::cl::desc("the same"), llvm::cl::value_desc("N"),
                  llvm::cl::Prefix, llvm::cl::init(0), llvm::cl::sub(Command),
                  llvm::cl::cat(In)),
        Timeout("timeout-per-tu",
                llvm::cl::desc("seconds after which a file is given up "
                               "(default: 300; 0: never)"),
                llvm::cl::value_desc("SECONDS"), llvm::cl::init(300),
                llvm::cl::sub(Command), llvm::cl::cat(In)),
        Folder("cache",
               llvm::cl::desc("folder for what was read, shared between runs "
                              "(default: ~/.cache/trace-tidy)"),
               llvm::cl::value_desc("FOLDER"), llvm::cl::sub(Command),
               llvm::cl::cat(In)),
        NoCache("no-cache", llvm::cl::desc("read all files, keep nothing"),
                llvm::cl::sub(Command), llvm::cl::cat(In)),
        Verbose("v",
                llvm::cl::desc("say which files were read, and why they were "
                               "not in the cache"),
                llvm::cl::sub(Command), llvm::cl::cat(In)) {}

  /// What cannot be used; "" when all can.
  std::string wrong() const {
    for (const auto *Each : {&Jobs, &ShortJobs})
      if (Each->getNumOccurrences() && *Each == 0)
        return ("-" + Each->ArgStr + " needs a number above 0").str();
    if (NoCache && !Folder.empty())
      return "give either --cache or --no-cache, not both";
    return "";
  }

  BuildOptions get() const {
    BuildOptions Result;
    Result.Jobs = Jobs ? Jobs : ShortJobs;
    Result.TimeoutSeconds = Timeout;
    Result.Verbose = Verbose;
    if (!NoCache)
      Result.CacheFolder =
          Folder.empty() ? Cache::defaultFolder() : std::string(Folder);
    return Result;
  }

  llvm::cl::opt<unsigned> Jobs, ShortJobs, Timeout;
  llvm::cl::opt<std::string> Folder;
  llvm::cl::opt<bool> NoCache, Verbose;
};

} // namespace trace_tidy

#endif
