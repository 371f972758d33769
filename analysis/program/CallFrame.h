// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Internal to program/: what of a caller's state a callee sees, and the
// caller's state when it comes back.
#ifndef TRACE_TIDY_ANALYSIS_PROGRAM_CALLFRAME_H
#define TRACE_TIDY_ANALYSIS_PROGRAM_CALLFRAME_H

#include "analysis/program/State.h"

namespace trace_tidy {

/// The callee's view of the caller's state, and the way back.
struct Entered {
  State Inner;
  std::vector<ObjId> Back; // inner id → the caller's
};

/// Copies what the callee can reach. Objects are numbered by how they are
/// reached, so that equal situations look equal whoever calls. DataOnly: only
/// the arguments, see Program::inert.
Entered enter(const State &S, llvm::ArrayRef<ObjId> Args, const Instr *Site,
              bool DataOnly);

/// The caller's state after the callee left Out. Promoted: spans of the caller
/// under which a second call turned up, with the event of the first.
State leave(const State &Caller, const State &Out,
            const std::vector<ObjId> &Back, const Instr *Site, bool DataOnly,
            llvm::SmallVectorImpl<uint32_t> &Promoted, ObjId &Returned);

/// Whether what is reached from the arguments is plain data: ending it ends no
/// span.
bool isPlainData(const State &S, llvm::ArrayRef<ObjId> Args);

} // namespace trace_tidy

#endif
