// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Internal to facts/: what all fix-its of one translation unit need to know of
// it. Which tracing API a file uses, the code that models give for it, where an
// include goes, how the file obtains its tracer, under which route a handler is
// registered.
#ifndef TRACE_TIDY_ANALYSIS_FACTS_EDITCONTEXT_H
#define TRACE_TIDY_ANALYSIS_FACTS_EDITCONTEXT_H

#include "analysis/Analysis.h"
#include "analysis/facts/Facts.h"
#include "analysis/model/ModelSet.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Tooling/Inclusions/HeaderIncludes.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <map>
#include <memory>

namespace trace_tidy {

class Extractor;

/// A type that can be injected into, under the name that the models know.
struct KnownCarrier {
  const CarrierModel *Model = nullptr; // null: a project's edit names the type
  std::string Type;
  explicit operator bool() const { return !Type.empty(); }
};

class EditContext {
public:
  EditContext(Extractor &X, HeaderLookup Headers)
      : X(X), Headers(std::move(Headers)) {}

  /// The models' code for this purpose in that file, for this carrier if there
  /// is one; null where no tracing API is in use or could be.
  const EditModel *code(EditKind Kind, clang::FileID File,
                        llvm::StringRef Carrier = "");
  const KnownCarrier &carrier(clang::QualType T);

  /// Adds what includes that header to the changes, unless it is included
  /// already. False when the header cannot be found.
  bool include(clang::FileID File, llvm::StringRef Header, Fix &To);

  /// The code by which this file obtains a tracer, where it can be written in
  /// F as well; "" if there is none.
  std::string tracer(const clang::FunctionDecl &F, clang::FileID File);
  /// The type of the tracers of the API that this file uses.
  llvm::StringRef tracerType(clang::FileID File);

  /// Whether the code of this file or another asks if V holds something.
  bool mayBeNull(const clang::ValueDecl &V);

  /// "GET /orders" for a function that is registered so; "" if it is not.
  std::string route(const clang::FunctionDecl &F);

  /// Notes a function of the project, which may be one that injects.
  void noteFunction(const clang::FunctionDecl &F);
  /// Functions of the project that can be called in F with what Type names as
  /// their one argument, which they could change.
  llvm::SmallVector<const clang::FunctionDecl *, 2>
  injectors(clang::QualType Type, const clang::FunctionDecl &F);

  /// Bytes that a line should not exceed, and one step of indentation.
  unsigned lineLimit(clang::FileID File);
  llvm::StringRef indentation(clang::FileID File);

private:
  struct FileStyle {
    std::unique_ptr<clang::tooling::HeaderIncludes> Includes;
    unsigned Limit = 0;
    std::string Step;
  };
  struct Obtained {
    const clang::Expr *Tracer;
    const clang::FunctionDecl *In;
  };

  const Model *api(clang::FileID File);
  bool findable(llvm::StringRef Header);
  bool declared(llvm::StringRef Type);
  FileStyle &style(clang::FileID File);
  void scan();
  void scan(const clang::Stmt *S, const clang::FunctionDecl &In);
  void scanTests(const clang::Stmt &S);

  Extractor &X;
  HeaderLookup Headers;
  bool Scanned = false;
  std::map<std::string, bool, std::less<>> Found;
  llvm::DenseMap<clang::FileID, const Model *> Apis;
  llvm::DenseMap<clang::FileID, const Model *> Used; // where spans are started
  llvm::DenseMap<clang::FileID, FileStyle> Styles;
  llvm::DenseMap<clang::FileID, std::vector<Obtained>> Tracers;
  llvm::DenseMap<const clang::FunctionDecl *, std::string> Routes;
  std::vector<const clang::FunctionDecl *> OneArgument;
  llvm::DenseSet<const clang::Decl *> Asked; // variables compared with null
  std::map<void *, KnownCarrier> Carriers;   // by type as it is written
};

/// GET for Get, get and GET; "" for what is no method of HTTP.
std::string httpMethod(llvm::StringRef Name);

} // namespace trace_tidy

#endif
