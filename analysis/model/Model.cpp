// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/model/Model.h"
#include "llvm/ADT/StringSwitch.h"

namespace trace_tidy {

std::optional<PlaceRef> PlaceRef::parse(llvm::StringRef Text) {
  PlaceRef P;
  P.K = llvm::StringSwitch<Kind>(Text)
            .Case("none", None)
            .Case("this", This)
            .Case("result", Result)
            .Case("last", Last)
            .Case("args", Args)
            .Default(Absent);
  if (P)
    return P;
  if (Text.consume_front("arg:")) {
    if (Text.empty())
      return std::nullopt;
    P.K = ArgType;
    P.TypeName = Text.str();
    return P;
  }
  if (Text.consume_front("arg") && !Text.getAsInteger(10, P.Index) &&
      P.Index < 16) {
    P.K = Arg;
    return P;
  }
  return std::nullopt;
}

llvm::StringRef roleName(Role R) {
  switch (R) {
#define FUNCTION_ROLE(Id, Name)                                                \
  case Role::Id:                                                               \
    return Name;
#include "analysis/model/Roles.def"
  }
  return "";
}

llvm::StringRef categoryName(BlockCategory C) {
  switch (C) {
  case BlockCategory::None:
    return "none";
#define BLOCK_CATEGORY(Id, Name, Class, Default)                               \
  case BlockCategory::Id:                                                      \
    return Name;
#include "analysis/model/Roles.def"
  }
  return "";
}

std::optional<BlockCategory> categoryByName(llvm::StringRef Name) {
  return llvm::StringSwitch<std::optional<BlockCategory>>(Name)
#define BLOCK_CATEGORY(Id, Name, Class, Default) .Case(Name, BlockCategory::Id)
#include "analysis/model/Roles.def"
      .Default(std::nullopt);
}

BlockClass blockClass(BlockCategory C) {
  switch (C) {
  case BlockCategory::None:
    return BlockClass::None;
#define BLOCK_CATEGORY(Id, Name, Class, Default)                               \
  case BlockCategory::Id:                                                      \
    return BlockClass::Class;
#include "analysis/model/Roles.def"
  }
  return BlockClass::None;
}

bool countsByDefault(BlockCategory C) {
  switch (C) {
  case BlockCategory::None:
    return true;
#define BLOCK_CATEGORY(Id, Name, Class, Default)                               \
  case BlockCategory::Id:                                                      \
    return Default;
#include "analysis/model/Roles.def"
  }
  return false;
}

llvm::StringRef kindName(KindValue K) {
  switch (K) {
  case KindValue::Internal:
    return "internal";
  case KindValue::Server:
    return "server";
  case KindValue::Client:
    return "client";
  case KindValue::Producer:
    return "producer";
  case KindValue::Consumer:
    return "consumer";
  case KindValue::Unknown:
    return "unknown";
  }
  return "";
}

std::optional<EditKind> editByName(llvm::StringRef Name) {
  return llvm::StringSwitch<std::optional<EditKind>>(Name)
#define EDIT_KIND(Id, Text, Placeholders) .Case(Text, EditKind::Id)
#include "analysis/model/Roles.def"
      .Default(std::nullopt);
}

llvm::StringRef placeholdersOf(EditKind K) {
  switch (K) {
#define EDIT_KIND(Id, Name, Placeholders)                                      \
  case EditKind::Id:                                                           \
    return Placeholders;
#include "analysis/model/Roles.def"
  }
  return "";
}

} // namespace trace_tidy
