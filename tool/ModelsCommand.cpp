// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// trace-tidy models: what is known about libraries.
#include "analysis/Analysis.h"
#include "analysis/facts/Facts.h"
#include "analysis/model/ModelSet.h"
#include "tool/Command.h"
#include "tool/Database.h"
#include "tool/TranslationUnit.h"
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

/// Names the entries of one library that nothing in a source uses: a name that
/// the library's header does not have cannot hide.
int exercise(llvm::ArrayRef<std::string> Words,
             std::vector<std::string> Flags) {
  if (Words.size() != 2)
    return fail("models exercise needs a library and a file: trace-tidy models "
                "exercise LIBRARY FILE -- FLAGS");
  auto Models = ModelSet::load();
  if (!Models)
    return fail(Models.takeError());
  const Model *Library = nullptr;
  for (const std::shared_ptr<const Model> &M : (*Models)->models())
    if (M->Library == Words[0])
      Library = M.get();
  if (!Library)
    return fail("no model of a library '" + Words[0] +
                "'; 'trace-tidy models' lists them");
  auto Database = fixedDatabase(std::move(Flags));
  auto Selected = select(*Database, /*Fixed=*/true, {Words[1]});
  if (!Selected)
    return fail(Selected.takeError());
  ExercisedEntries Exercised;
  for (const clang::tooling::CompileCommand &Command : Selected->Units) {
    ParseStatus Status = parseTranslationUnit(
        Command, ParseOptions(),
        [&](clang::ASTContext &Context, clang::Preprocessor &) {
          extractFacts(Context, **Models, nullptr, &Exercised);
        });
    if (!Status)
      return fail(Status.FirstError);
  }
  unsigned Missing = 0, All = 0;
  for (const Entry &E : Library->Entries)
    for (const std::string &Name : E.Functions) {
      ++All;
      if (Exercised.count({&E, Name}))
        continue;
      ++Missing;
      llvm::outs() << roleName(E.R) << ' ' << Name << '\n';
    }
  llvm::errs() << All - Missing << " of " << All << " entries of " << Words[0]
               << " are exercised\n";
  return Missing ? ExitFindings : ExitClean;
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
                          "files\n"
                          "  trace-tidy models exercise LIBRARY FILE -- FLAGS\n"
                          "                                        name the "
                          "entries that FILE does not use\n"))
    return ExitUsage;
  if (Words.empty())
    return list();
  std::vector<std::string> Rest(std::next(Words.begin()), Words.end());
  if (Words.front() == "validate")
    return validate(Rest);
  if (Words.front() == "exercise")
    return exercise(Rest, Args.Flags);
  return fail("unknown command 'models " + Words.front() +
              "'; commands: models, models validate, models exercise");
}

} // namespace trace_tidy
