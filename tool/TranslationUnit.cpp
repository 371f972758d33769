// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/TranslationUnit.h"
#include "analysis/facts/Names.h"
#include "analysis/facts/Types.h"
#include "tool/CompileCommand.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticDriver.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <csignal>
#include <memory>

using namespace clang;

namespace trace_tidy {

namespace {

/// Deep expressions recurse deeply; the memory is only reserved.
constexpr unsigned StackSize = 64u << 20;

/// Where the signal handler runs when the thread's own stack is full.
class AlternateStack {
public:
  AlternateStack() : Memory(std::make_unique<char[]>(Size)) {
    stack_t New{};
    New.ss_sp = Memory.get();
    New.ss_size = Size;
    sigaltstack(&New, &Old);
  }
  ~AlternateStack() { sigaltstack(&Old, nullptr); }

private:
  static constexpr size_t Size = 64u << 10;
  std::unique_ptr<char[]> Memory;
  stack_t Old{};
};

/// Bodies that say nothing about the project are not even parsed.
class Consumer : public ASTConsumer {
public:
  Consumer(Preprocessor &Pp, const ParseOptions &Options, AstCallback OnAst)
      : Pp(Pp), Sources(Pp.getSourceManager()), Options(Options), OnAst(OnAst) {
    if (Options.Models)
      TypeFacts.emplace(*Options.Models, Sources);
  }

  bool shouldSkipFunctionBody(Decl *D) override {
    if (TypeFacts && TypeFacts->isSource(*D))
      return false;
    SourceLocation Place = Sources.getExpansionLoc(D->getLocation());
    return Sources.isInSystemHeader(Place) ||
           (TypeFacts && TypeFacts->isLibrary(*D)) ||
           isOutside(Sources.getFileID(Place));
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    if (Context.getLangOpts().CPlusPlus)
      OnAst(Context, Pp);
  }

private:
  bool isOutside(FileID File) {
    if (Options.ProjectFolders.empty() || File == Sources.getMainFileID())
      return false;
    auto [It, New] = Outside.try_emplace(File, false);
    if (New) {
      std::string Name = fileName(Sources, File);
      It->second =
          !Name.empty() &&
          llvm::none_of(Options.ProjectFolders, [&](const std::string &Folder) {
            return llvm::StringRef(Name).starts_with(Folder);
          });
    }
    return It->second;
  }

  Preprocessor &Pp;
  const SourceManager &Sources;
  const ParseOptions &Options;
  AstCallback OnAst;
  std::optional<Types> TypeFacts;
  llvm::DenseMap<FileID, bool> Outside;
};

class Action : public ASTFrontendAction {
public:
  Action(const ParseOptions &Options, AstCallback OnAst)
      : Options(Options), OnAst(OnAst) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef) override {
    Compiler.getFrontendOpts().SkipFunctionBodies = true;
    Compiler.getFrontendOpts().DisableFree = Options.LeaveMemory;
    // A header that is missing must not hide what comes after it.
    Compiler.getDiagnostics().setFatalsAsError(true);
    return std::make_unique<Consumer>(Compiler.getPreprocessor(), Options,
                                      OnAst);
  }

private:
  const ParseOptions &Options;
  AstCallback OnAst;
};

/// Keeps the first error and counts them.
class FirstErrorOnly : public DiagnosticConsumer {
public:
  explicit FirstErrorOnly(ParseStatus &Status) : Status(Status) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error || ignored(Info.getID()))
      return;
    ++Status.Errors;
    if (!Status.FirstError.empty())
      return;
    if (Info.getLocation().isValid() && Info.hasSourceManager()) {
      PresumedLoc Loc = Info.getSourceManager().getPresumedLoc(
          Info.getSourceManager().getExpansionLoc(Info.getLocation()));
      if (Loc.isValid())
        Status.FirstError =
            (llvm::Twine(Loc.getFilename()) + ":" + llvm::Twine(Loc.getLine()) +
             ":" + llvm::Twine(Loc.getColumn()) + ": ")
                .str();
    }
    llvm::SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    Status.FirstError += "error: ";
    Status.FirstError += Text;
  }

private:
  /// What the driver says of options that only another compiler knows.
  static bool ignored(unsigned Id) {
    return Id == diag::err_drv_unknown_argument ||
           Id == diag::err_drv_unknown_argument_with_suggestion ||
           Id == diag::err_drv_unsupported_opt ||
           Id == diag::err_drv_unsupported_opt_for_target;
  }

  ParseStatus &Status;
};

void parse(const tooling::CompileCommand &Command, const ParseOptions &Options,
           AstCallback OnAst, ParseStatus &Status) {
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk = Options.Files;
  if (!Disk)
    Disk = llvm::vfs::createPhysicalFileSystem();
  if (std::error_code Error =
          Disk->setCurrentWorkingDirectory(Command.Directory)) {
    Status.FirstError = "error: cannot enter the directory '" +
                        Command.Directory +
                        "' of its compile command: " + Error.message();
    Status.Errors = 1;
    return;
  }
  llvm::Expected<std::vector<std::string>> Arguments = argumentsFor(Command);
  if (!Arguments) {
    Status.FirstError = "error: " + llvm::toString(Arguments.takeError());
    Status.Errors = 1;
    return;
  }
  llvm::IntrusiveRefCntPtr<FileManager> Files(
      new FileManager(FileSystemOptions(), Disk));
  FirstErrorOnly Errors(Status);
  tooling::ToolInvocation Invocation(std::move(*Arguments),
                                     std::make_unique<Action>(Options, OnAst),
                                     Files.get());
  Invocation.setDiagnosticConsumer(&Errors);
  bool Done = Invocation.run();
  if (!Done && Status.FirstError.empty() && Status.Errors == 0 &&
      Errors.getNumErrors() == 0)
    Status.FirstError = "error: the compile command cannot be used";
}

} // namespace

void enableCrashContainment() {
  llvm::CrashRecoveryContext::Enable();
  // LLVM's handlers run on the stack that is full when it overflows.
  for (int Signal : {SIGSEGV, SIGBUS}) {
    struct sigaction Handler;
    if (sigaction(Signal, nullptr, &Handler) == 0) {
      Handler.sa_flags |= SA_ONSTACK;
      sigaction(Signal, &Handler, nullptr);
    }
  }
}

ParseStatus parseTranslationUnit(const tooling::CompileCommand &Command,
                                 const ParseOptions &Options,
                                 AstCallback OnAst) {
  ParseStatus Status;
  llvm::CrashRecoveryContext Guard;
  bool Survived = Guard.RunSafelyOnThread(
      [&] {
        AlternateStack Spare;
        parse(Command, Options, OnAst, Status);
      },
      StackSize);
  if (!Survived) {
    Status.FirstError = "error: trace-tidy crashed on this file; please report "
                        "it with the file";
    ++Status.Errors;
    Status.Crashed = true;
  }
  return Status;
}

} // namespace trace_tidy
