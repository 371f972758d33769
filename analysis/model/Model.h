// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One model file as data: what docs/models.md describes, parsed and checked.
#ifndef TRACE_TIDY_ANALYSIS_MODEL_MODEL_H
#define TRACE_TIDY_ANALYSIS_MODEL_MODEL_H

#include "analysis/model/Roles.h"
#include "llvm/ADT/StringRef.h"
#include <array>
#include <bitset>
#include <optional>
#include <string>
#include <vector>

namespace trace_tidy {

/// A place in a call: "this", "result", "arg0", "arg:NAME", ...
struct PlaceRef {
  enum Kind : uint8_t { Absent, None, This, Result, Arg, ArgType, Last, Args };
  Kind K = Absent;
  unsigned Index = 0;   // Arg
  std::string TypeName; // ArgType

  explicit operator bool() const { return K != Absent; }
  static std::optional<PlaceRef> parse(llvm::StringRef Text);
};

/// "NAME" or "NAME<first template argument>".
struct TypePattern {
  std::string Name;
  std::string Argument; // empty: any
};

struct Condition {
  PlaceRef Place;
  std::vector<std::string> Values;
  std::optional<TypePattern> Type;
  int Parameters = -1;
};

/// The keys of an entry that name places.
enum class Key : uint8_t {
  Span,
  Options,
  Parent,
  Kind,
  Name,
  From,
  To,
  Scope,
  Context,
  Carrier,
  Headers,
  Value,
  Client,
  Callable,
  Route,
  Into,
  Count
};

struct Model;

/// What one function, or several of one behaviour, do.
struct Entry {
  std::vector<std::string> Functions;
  Role R = Role::NoEffect;
  std::vector<Condition> When;
  std::string Without;
  std::array<PlaceRef, static_cast<size_t>(Key::Count)> Places;
  KindValue Kind = KindValue::Internal; // where `kind` is a constant
  bool RootParent = false;
  int Arguments = -1;
  int Request = -1;
  bool Blocks = true;
  bool Inherits = false;
  bool ChangesCopy = false;
  BlockCategory Category = BlockCategory::None;
  std::string System;
  const Model *Owner = nullptr;

  const PlaceRef &place(Key K) const { return Places[static_cast<size_t>(K)]; }
};

using TypeRoles = std::bitset<16>; // index: TypeRole
inline bool has(const TypeRoles &Roles, TypeRole R) {
  return Roles.test(static_cast<size_t>(R));
}

struct TypeModel {
  std::vector<std::string> Names;
  TypeRole R = TypeRole::Carrier;
};

struct HandlerModel {
  std::string Base;
  std::string Method;    // empty: any override
  std::string Parameter; // type of the parameter at Request; empty: any
  int Request = -1;
};

enum class FieldRole : uint8_t { Parent, Kind, Headers };

struct FieldModel {
  std::string Name;
  FieldRole R = FieldRole::Headers;
};

struct ValueModel {
  std::vector<std::string> Names;
  KindValue Kind = KindValue::Unknown;
};

/// A tracing API: its edits are for files in which Type is declared, or could
/// be by including Header.
struct TracingModel {
  std::string Type;
  std::string Header;
  /// Where there is no current span: the type of spans, of which a call in a
  /// span of its own gets a pointer.
  std::string Span;
};

/// The code that a fix-it writes for one purpose.
struct EditModel {
  EditKind Kind = EditKind::Inject;
  std::vector<std::string> Carriers; // only for these types; empty: any known
  std::string Code;                  // with {placeholders}
  std::string Include;               // the header that it needs; may be empty
  const Model *Owner = nullptr;
};

/// Types that the runtime can inject into and extract from.
struct CarrierModel {
  std::vector<std::string> Types;
  std::string Include; // the header that makes it so
  std::string Code;    // what stands for one of them; empty: itself
  /// What makes one from the arguments of a call that takes none.
  std::string FromArguments;
};

struct Model {
  std::string Library;
  std::string Provenance;
  std::vector<Entry> Entries;
  std::vector<TypeModel> Types;
  std::vector<HandlerModel> Handlers;
  std::vector<FieldModel> Fields;
  std::vector<ValueModel> Values;
  std::optional<TracingModel> Tracing;
  std::vector<EditModel> Edits;
  std::vector<CarrierModel> Carriers;
  /// Namespaces whose bodies are read wherever they are installed.
  std::vector<std::string> Sources;
  std::vector<std::string> TraceHeaders;
  std::vector<std::string> TelemetryRoutes;
  uint64_t TextHash = 0; // of the file's text
};

llvm::StringRef roleName(Role R);
llvm::StringRef categoryName(BlockCategory C);
std::optional<BlockCategory> categoryByName(llvm::StringRef Name);
BlockClass blockClass(BlockCategory C);
bool countsByDefault(BlockCategory C);
/// "server", "client", ...
llvm::StringRef kindName(KindValue K);
std::optional<EditKind> editByName(llvm::StringRef Name);
/// Blank-separated; '!' marks those that the code must have.
llvm::StringRef placeholdersOf(EditKind K);

} // namespace trace_tidy

#endif
