// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// trace-tidy models: what is known about libraries.
#include "analysis/model/ModelSet.h"
#include "tool/Command.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

namespace cl = llvm::cl;

namespace trace_tidy {

namespace {

int list() {
  auto Models = ModelSet::load();
  if (!Models)
    return fail(Models.takeError());
  for (const std::shared_ptr<const Model> &M : (*Models)->models())
    llvm::outs() << llvm::left_justify(M->Library, 20)
                 << llvm::right_justify(std::to_string(M->Entries.size()), 5)
                 << " entries  " << M->Provenance << '\n';
  return ExitClean;
}

int validate(llvm::ArrayRef<std::string> Files) {
  if (Files.empty())
    return fail("models validate needs a file");
  int Code = ExitClean;
  for (const std::string &File : Files) {
    auto Models = ModelSet::load({File});
    if (Models)
      llvm::outs() << File << ": ok\n";
    else
      Code = fail(Models.takeError());
  }
  return Code;
}

} // namespace

int runModels(Arguments Args) {
  cl::SubCommand Command("models");
  cl::OptionCategory Category("Options of trace-tidy models");
  cl::list<std::string> Words(cl::Positional, cl::desc("[COMMAND [FILE]...]"),
                              cl::sub(Command), cl::cat(Category));
  cl::HideUnrelatedOptions(Category, Command);
  if (!parseOptions(Args, "trace-tidy models: what is known about libraries\n\n"
                          "  trace-tidy models                     list them\n"
                          "  trace-tidy models validate FILE...    check model "
                          "files\n"))
    return ExitUsage;
  if (Words.empty())
    return list();
  std::vector<std::string> Rest(std::next(Words.begin()), Words.end());
  if (Words.front() == "validate")
    return validate(Rest);
  return fail("unknown command 'models " + Words.front() +
              "'; commands: models, models validate");
}

} // namespace trace_tidy
