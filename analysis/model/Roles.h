// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The closed vocabularies that models and facts share: span kinds, categories
// of blocking calls, roles of functions and of types, edits.
#ifndef TRACE_TIDY_ANALYSIS_MODEL_ROLES_H
#define TRACE_TIDY_ANALYSIS_MODEL_ROLES_H

#include <cstdint>

namespace trace_tidy {

/// OpenTelemetry's span kinds; Unknown where the code decides at run time.
enum class KindValue : uint8_t {
  Internal,
  Server,
  Client,
  Producer,
  Consumer,
  Unknown
};

enum class BlockCategory : uint8_t {
  None,
#define BLOCK_CATEGORY(Id, Name, Class, Default) Id,
#include "analysis/model/Roles.def"
};

inline constexpr unsigned NumBlockCategories = 1
#define BLOCK_CATEGORY(Id, Name, Class, Default) +1
#include "analysis/model/Roles.def"
    ;

/// What the contract says of a category: a wait can be queueing and wants a
/// span of its own; other calls only block.
enum class BlockClass : uint8_t { None, Wait, Other };

enum class Role : uint8_t {
#define FUNCTION_ROLE(Id, Name) Id,
#include "analysis/model/Roles.def"
};

enum class TypeRole : uint8_t {
#define TYPE_ROLE(Id, Name) Id,
#include "analysis/model/Roles.def"
};

/// What a fix-it can write into the source; the code comes from models.
enum class EditKind : uint8_t {
#define EDIT_KIND(Id, Name, Placeholders) Id,
#include "analysis/model/Roles.def"
};

} // namespace trace_tidy

#endif
