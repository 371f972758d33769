// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Everything that is known about libraries, read from YAML (docs/models.md).
#ifndef TRACE_TIDY_ANALYSIS_MODEL_MODELSET_H
#define TRACE_TIDY_ANALYSIS_MODEL_MODELSET_H

#include "analysis/model/Model.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include <memory>

namespace trace_tidy {

/// An immutable set of models with the look-ups the extraction needs. Safe to
/// share between threads.
class ModelSet {
public:
  /// Parses the built-in models and the given files, each a model file or a
  /// .trace-tidy.yaml whose key `models` holds one. An error names file, line
  /// and column, and what is wrong; nothing is half-loaded.
  static llvm::Expected<std::shared_ptr<const ModelSet>>
  load(llvm::ArrayRef<std::string> ExtraFiles = {});

  /// Parses one text alone; FileName is used in errors.
  static llvm::Expected<std::shared_ptr<const ModelSet>>
  parse(llvm::StringRef Yaml, llvm::StringRef FileName);

  /// Entries whose function's last component is Name (an identifier, "~A",
  /// "operator()", for constructors the class's name), plus those that name
  /// any ("*").
  llvm::ArrayRef<const Entry *> entriesNamed(llvm::StringRef Name) const;

  /// Entries with a '*' in them, matched by owner.
  llvm::ArrayRef<const Entry *> wildcardEntries() const { return Wildcards; }

  /// Roles of the type of this qualified name; null when it has none.
  const TypeRoles *typeRoles(llvm::StringRef QualifiedName) const;
  /// True when a type with this last component may have a role.
  bool mayHaveTypeRole(llvm::StringRef LastComponent) const;

  llvm::ArrayRef<HandlerModel> handlers() const { return Handlers; }
  /// The role of a data member by qualified name: "parent", "kind", "headers".
  std::optional<FieldRole> fieldRole(llvm::StringRef QualifiedName) const;
  /// The span kind an enumerator or constant stands for, by qualified name or
  /// by the text of a literal.
  std::optional<KindValue> kindOf(llvm::StringRef QualifiedName) const;
  /// True for traceparent, b3 and the others, whatever the case; also for a
  /// whole line that begins with one and a colon.
  bool isTraceHeader(llvm::StringRef Name) const;

  /// True for the namespaces in which the models' functions and types stand:
  /// the outermost, or the two outermost where there are more.
  bool isLibraryNamespace(llvm::StringRef QualifiedName) const;
  /// True for namespaces whose functions are read as the project's own,
  /// wherever they are installed.
  bool isSourceNamespace(llvm::StringRef QualifiedName) const;
  /// True for a URL or path that ends in one to which telemetry is sent.
  bool isTelemetryRoute(llvm::StringRef Url) const;

  /// Code for fix-its and the carriers that it can be used with; of several
  /// that fit, the last one is meant: a project's own.
  llvm::ArrayRef<const EditModel *> edits() const { return Edits; }
  llvm::ArrayRef<const CarrierModel *> carriers() const { return Carriers; }

  llvm::ArrayRef<std::shared_ptr<const Model>> models() const { return Models; }
  /// The files that it was loaded from, besides the built-in ones.
  llvm::ArrayRef<std::string> files() const { return Files; }
  /// Changes with the text of any of the models.
  uint64_t fingerprint() const;

private:
  /// Library: built in, so its namespaces are no project's.
  void add(std::shared_ptr<const Model> M, bool Library);
  void addNamespace(llvm::StringRef Qualified, bool Function);

  std::vector<std::shared_ptr<const Model>> Models;
  std::vector<std::string> Files;
  llvm::StringMap<std::vector<const Entry *>> ByName;
  std::vector<const Entry *> Wildcards;
  llvm::StringMap<TypeRoles> Types;
  llvm::StringMap<char> TypeNames;
  llvm::StringMap<FieldRole> Fields;
  llvm::StringMap<KindValue> Kinds;
  llvm::StringMap<char> TraceHeaders;
  std::vector<std::string> TelemetryRoutes;
  llvm::StringMap<char> Namespaces;
  llvm::StringMap<char> Sources;
  std::vector<const EditModel *> Edits;
  std::vector<const CarrierModel *> Carriers;
  std::vector<HandlerModel> Handlers;
};

/// The built-in model files: name and text. Made by cmake/EmbedModels.cmake.
struct BuiltinModel {
  llvm::StringRef FileName;
  llvm::StringRef Text;
};
llvm::ArrayRef<BuiltinModel> builtinModels();

} // namespace trace_tidy

#endif
