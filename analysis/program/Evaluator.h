// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Internal to program/: runs functions over States, with callees understood as
// if their bodies stood at the call. Each function is evaluated once per
// distinct state on entry and the outcome is remembered.
//
//   Solver (which functions, in which context)
//     └▶ Evaluator          (blocks, branches)
//          ├▶ EvaluatorData    (data flow)
//          ├▶ EvaluatorCall    (calls: into a callee's frame and back,
//          CallFrame) ├▶ EvaluatorTracing (spans, scopes, contexts, carriers)
//          └▶ Rules            (what is a gap, and how to say so)
#ifndef TRACE_TIDY_ANALYSIS_PROGRAM_EVALUATOR_H
#define TRACE_TIDY_ANALYSIS_PROGRAM_EVALUATOR_H

#include "analysis/Analysis.h"
#include "analysis/program/Program.h"
#include "analysis/program/State.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace trace_tidy {

inline constexpr char ExtractionMessage[] =
    "the handler's first span does not continue the incoming trace: the "
    "context of the request is not its parent";

enum class Tri : uint8_t { No, Yes, Unknown };

/// A kind given as text, as tags do.
std::optional<KindValue> kindOfText(llvm::StringRef Text);

/// What holds for a whole evaluation.
struct Setting {
  Tri InScope = Tri::Unknown; // works for a request
  bool AmbientUnknown = true; // a caller out of sight may have a span open
  bool Handler = false;       // a handler's first span is looked for
  bool Untraced = false;      // rightly not traced, whatever it takes
  bool Quiet = false;         // only what it leaves behind is of interest
};

/// What an evaluation did besides changing the state.
struct Effects {
  bool SpanStarted = false;
  bool Unknown = false;             // code out of sight was given the request
  const Instr *FirstCall = nullptr; // a remote or blocking call
  bool RemoteParent = false;        // a span continues the incoming trace
  /// First spans that do not, on paths that asked whether something came in.
  llvm::SmallVector<uint32_t, 2> Undecided;

  void merge(const Effects &Other);
};

/// A function under evaluation; Call is where the frame above called it.
struct Frame {
  uint32_t Fn = 0;
  const Instr *Call = nullptr;
  const Frame *Up = nullptr;
  bool Handler = false; // the handler itself, not one of its callees
  int ForwardTo = -1;   // the function that is the handler in its place
};

/// Something that may become a finding. There are many more of these than
/// findings, so what a finding says is put together at the end.
struct Event {
  struct Step {
    uint32_t Fn;
    PlaceId Call; // in the step before; 0: none
    bool Handler;
  };
  CheckId Check = CheckId::MissingContextInjection;
  BlockCategory Category = BlockCategory::None;
  bool Reported = false;
  bool Inactive = false;       // a span is open here and none is active
  const Instr *Send = nullptr; // of MissingContextInjection
  PlaceId At = 0;
  std::string Message;
  llvm::SmallVector<Step, 4> Path; // from the outermost function in view
  /// Further notes; better said than what the path says of the same place.
  std::vector<std::pair<PlaceId, std::string>> Notes;
  /// Where the source would have to change: the function and the place in it.
  /// Empty: at At, in the last function of the path.
  llvm::SmallVector<std::pair<uint32_t, PlaceId>, 1> Mend;
};

class Evaluator {
public:
  Evaluator(const Program &P, const AnalysisOptions &Options);

  /// How often an event was reached with and without a gap.
  struct Tally {
    uint32_t Event = 0;
    bool Missing = false;       // on a path that asked nothing
    bool MissingTested = false; // on one that asked whether there is a context
    bool Fine = false;
    ObjId Carrier = 0;     // an object of the caller's; 0: the function's own
    ObjId FineCarrier = 0; // the same, on a path without a gap

    void merge(const Tally &Other);
  };

  struct Outcome {
    std::vector<State> States;
    Effects Did;
    bool Complete = true; // false: cut short, so no States means nothing
    bool Threw = false;   // an exception leaves it on some path
    /// Sends into which nothing was injected, and the caller's object (by its
    /// number on entry) that is their carrier.
    llvm::SmallVector<std::pair<uint32_t, ObjId>, 2> CallerEvents;
    /// The same for sends that were right.
    llvm::SmallVector<std::pair<const Instr *, ObjId>, 2> CallerFine;
    /// What only the caller's other paths can decide.
    llvm::SmallVector<std::pair<const Instr *, Tally>, 2> Undecided;
  };

  /// Evaluates a function from the state In, whose Env holds `this` and the
  /// parameters.
  const Outcome &evaluate(const Frame &At, State In, const Setting &In2);

  /// A handler or a middleware found on the way, with what its callable knew.
  struct Registration {
    State At; // Env[0] of this state's heap: unused
    ObjId Callable = 0;
    Sym Library = 0;
    bool Untraced = false;
    int Request = -1;
    friend bool operator==(const Registration &, const Registration &) = delete;
  };
  std::vector<Registration> Handlers, Middlewares;
  /// Starts the count of steps anew: each root has its share, which is smaller
  /// when the program's is spent, by what may be found there.
  enum class Weight { Other, Handler, Main };
  void resetSteps(Weight Of);
  /// Classes of which an object was put into a member of an object of a class
  /// in Holders.
  llvm::DenseSet<Sym> Holders, Kept;
  llvm::DenseSet<Sym> Made; // classes of which an object is made in view
  bool evaluated(uint32_t Fn) const { return Evaluated.count(Fn); }
  void markEvaluated(uint32_t Fn) { Evaluated.insert({Fn, true}); }

  /// Says that handler Fn makes calls and starts no span.
  void reportUninstrumented(uint32_t Fn, const Effects &Did);

  /// Settles what only all paths of a handler together can tell.
  void settleHandler(const Effects &Did);

  std::vector<Finding> takeFindings();

  /// Calls a callable object with these arguments; used for handlers too.
  std::vector<State> callObject(State S, ObjId Callable,
                                llvm::ArrayRef<ObjId> Args, const Instr *Site,
                                const Frame &From, const Setting &In,
                                Effects &Did, ObjId &Known);
  /// The function a callable runs, with bound ones looked through; -1 unknown.
  int functionOf(const State &S, ObjId Callable) const;

private:
  struct Activation {
    const Frame &At;
    const Setting &In;
    Outcome &Out;
    std::map<const Instr *, Tally> Injections;
    std::map<const Instr *, Tally> Outside;
    bool EntryTested = false; // a caller asked whether there is a context
    const Block *Now = nullptr;
  };

  // Evaluator.cpp
  void run(Activation &A, State In);
  void branch(Activation &A, const Block &B, State S,
              llvm::function_ref<void(uint32_t, State)> Go);
  /// Runs one instruction; most leave one state.
  void step(Activation &A, const Instr &I, State S, std::vector<State> &Out);
  bool stepData(Activation &A, const Instr &I, State &S);
  void stepFlow(const Instr &I, State &S);

  // EvaluatorCall.cpp
  void stepCall(Activation &A, const Instr &I, State S,
                std::vector<State> &Out);
  void stepCallValue(Activation &A, const Instr &I, State S,
                     std::vector<State> &Out);
  std::vector<State> call(Activation &A, uint32_t Fn, const Instr &I,
                          const State &S, llvm::ArrayRef<ObjId> Args);
  void unknownCall(Activation &A, const Instr &I, State &S);
  void stepDestroy(Activation &A, const Instr &I, State S,
                   std::vector<State> &Out);
  bool heldByTemporary(const Activation &A, const Instr &I, const State &S,
                       ObjId Id) const;
  void release(Activation &A, const Instr &I, State &S, ObjId Id,
               unsigned Depth);
  void runLater(Activation &A, const Instr &I, const State &S, bool Inherits);

  // EvaluatorTracing.cpp
  bool stepTracing(Activation &A, const Instr &I, State &S);
  void startSpan(Activation &A, const Instr &I, State &S);
  void endSpan(Activation &A, State &S, ObjId Span, const Instr &At);
  ParentKind parentOf(const Instr &I, const State &S, bool AmbientUnknown);
  void notePropagating(const State &S, ObjId Client);
  void deactivate(State &S, ObjId Scope);
  ObjId activeObject(const State &S) const;

  // Rules.cpp
  Tri openSpan(const Activation &A, const State &S) const;
  Tri inScope(const Activation &A, const State &S) const;
  bool inactive(const State &S) const;
  void noteSend(Activation &A, const Instr &I, State &S);
  void noteCall(Activation &A, const Instr &I, State &S, bool Remote,
                bool Blocks, BlockCategory Category);
  void noteFirstSpan(Activation &A, const Instr &I, State &S, bool Bad,
                     PlaceId Start);
  void decide(Activation &A);
  uint32_t event(const Activation &A, PlaceId At, CheckId Check,
                 std::string Message);
  void noteInjector(uint32_t Event, const Instr &Call, uint32_t Caller);
  void addFix(const Event &E, Finding &To);
  const Fix *choose(const Event &E, uint32_t Fn, PlaceId At, Refusal &Why);
  const Fix *handlerFix(uint32_t Fn) const;
  void mergeEvents();
  bool injects(Sym Helper, uint32_t From);
  void noteCaller(uint32_t Event, const Instr &Call, const Function &Caller);
  void report(uint32_t Event) { Events[Event].Reported = true; }
  SourcePlace toPlace(PlaceId Id) const;
  Finding toFinding(Event &E);
  std::string messageFor(const Instr &I, CheckId Check, const State &S) const;

  ObjId get(const State &S, Slot Index) const {
    return Index < S.Env.size() ? S.Env[Index] : 0;
  }
  void set(State &S, Slot Index, ObjId Id) {
    if (Index && Index < S.Env.size())
      S.Env[Index] = Id;
  }

  const Program &P;
  const AnalysisOptions &Options;
  llvm::DenseMap<StateKey, std::unique_ptr<Outcome>> Memo;
  llvm::DenseMap<uint32_t, bool> Evaluated;
  llvm::SmallVector<uint32_t, 32> Stack; // functions under evaluation
  std::vector<Event> Events{Event()};    // all that may become a finding
  /// Where the carrier of a send is made: call sites that hand one in that is
  /// right, and that do not.
  struct Siblings {
    llvm::SmallPtrSet<const Instr *, 4> Right, Wrong;
  };
  llvm::DenseMap<const Instr *, Siblings> CallersOf;
  llvm::DenseMap<uint32_t, bool> Injectors; // functions that were asked
  // Of what is reported, for the choice of fixes.
  llvm::DenseSet<uint32_t> Opened;    // handlers that get a span
  llvm::DenseSet<PlaceId> Wrapped;    // calls that get one
  llvm::DenseSet<PlaceId> Injected;   // calls into which is injected
  std::vector<Sym> Propagating;       // libraries whose calls carry the context
  std::vector<Sym> PropagatingFields; // members that hold such clients
  Outcome Nothing;
  size_t Steps = 0; // of the evaluation under way
  size_t TotalSteps = 0, StepLimit = 0;
};

} // namespace trace_tidy

#endif
