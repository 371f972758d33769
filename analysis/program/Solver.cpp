// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which functions are evaluated, and what is known on entry to each.
#include "analysis/model/Model.h"
#include "analysis/program/Evaluator.h"
#include "llvm/ADT/SmallVector.h"

namespace trace_tidy {

namespace {

class Solver {
public:
  Solver(const Summary &Tu, const AnalysisOptions &Options)
      : P(Tu, Options.Categories), Eval(P, Options),
        WholeProgram(Options.WholeProgram) {}

  std::vector<Finding> run();

private:
  State entryState(const Function &F, int Request);
  void evaluateRoot(uint32_t Fn, bool Quiet = false);
  /// ForwardTo: the function that is the handler, where Fn only calls it.
  void evaluateHandler(uint32_t Fn, State In, bool AmbientUnknown,
                       int ForwardTo = -1);
  void evaluateUntraced(uint32_t Fn, State In);
  void registered(Evaluator::Registration R, bool Middleware);
  void drainRegistrations();
  int forwardedTo(uint32_t Fn, int Request, const State &At, ObjId Callable,
                  ObjId &Next) const;
  int handlerBehind(uint32_t Fn, int Request, const State &At,
                    ObjId Callable) const;
  bool mayBeDecorated(uint32_t Fn) const;
  bool onlyCalledHere(uint32_t Fn) const;

  Program P;
  Evaluator Eval;
  bool WholeProgram;
  /// Libraries behind whose handlers a middleware may open the span.
  llvm::SmallVector<Sym, 2> Covered;
};

/// What a framework, or a caller out of sight, hands in.
State Solver::entryState(const Function &F, int Request) {
  State S;
  S.Env.assign(2, 0);
  for (uint32_t N = 0; N <= F.Parameters; ++N) {
    Object O;
    O.External = true;
    O.Container = N > 0 && N <= 32 && (F.Containers >> (N - 1) & 1);
    if (Request >= 0 && N == uint32_t(Request) + 1)
      O.Taints = T_Incoming;
    ObjId Id = S.make(std::move(O));
    if (N < S.Env.size())
      S.Env[N] = Id;
    else
      S.Env.push_back(Id);
  }
  // Env holds `this` in slot 1 and the parameters behind it.
  std::vector<ObjId> Env{0};
  for (ObjId Id = 1; Id <= F.Parameters + 1; ++Id)
    Env.push_back(Id);
  S.Env = std::move(Env);
  return S;
}

/// A handler that only passes the request on to one function: that function,
/// otherwise -1. Callable is its closure; Next becomes that of a lambda that it
/// calls.
int Solver::forwardedTo(uint32_t Fn, int Request, const State &At,
                        ObjId Callable, ObjId &Next) const {
  const Function &F = P.function(Fn);
  int Target = -1;
  llvm::SmallVector<Slot, 4> Names{Slot(Request + 2)}; // of the request
  auto Passes = [&](const Instr &I) {
    return Request >= 0 && llvm::any_of(I.Args, [&](Slot S) {
             return llvm::is_contained(Names, S);
           });
  };
  // What comes back is at most returned: a span or guard is kept instead.
  auto Used = [&](Slot Result) {
    if (Result)
      for (const Block &B : F.Blocks)
        for (const Instr &I : B.Instrs)
          if (I.Code != Op::Return && llvm::is_contained(I.Args, Result))
            return true;
    return false;
  };
  auto Captured = [&](Slot Called) {
    for (const Block &B : F.Blocks)
      for (const Instr &I : B.Instrs)
        if (I.Code == Op::Load && I.Result == Called && I.Args[0] == 1) {
          Next = At[Callable].field(I.Name);
          return Eval.functionOf(At, Next);
        }
    return -1;
  };
  for (const Block &B : F.Blocks)
    for (const Instr &I : B.Instrs)
      switch (I.Code) {
      case Op::Copy:
      case Op::Clone:
        if (llvm::is_contained(Names, I.Args[0]))
          Names.push_back(I.Result);
        break;
      case Op::Call: {
        int Callee = P.find(I.Name, Fn);
        if (Callee < 0 || Target >= 0 || (I.Flags & IF_Constructor) ||
            (P.function(Callee).Flags & FF_Runtime))
          return -1;
        if (!Passes(I) || Used(I.Result))
          return -1;
        Target = Callee;
        break;
      }
      case Op::CallValue: {
        // Through a callable that the lambda captured.
        int Callee = Captured(I.Args[0]);
        if (Callee < 0 || Target >= 0 || !Passes(I))
          return -1;
        Target = Callee;
        break;
      }
      case Op::SpanStart:
      case Op::SpanEnd:
      case Op::Activate:
      case Op::Send:
      case Op::Remote:
      case Op::Block:
      case Op::Inject:
      case Op::Extract:
      case Op::Spawn:
        return -1;
      default:
        break;
      }
  return Target;
}

/// The same through several of them.
int Solver::handlerBehind(uint32_t Fn, int Request, const State &At,
                          ObjId Callable) const {
  int Behind = -1;
  for (unsigned Depth = 0; Depth != 8; ++Depth) {
    ObjId Next = 0;
    int To = forwardedTo(Fn, Request, At, Callable, Next);
    if (To < 0 || uint32_t(To) == Fn)
      break;
    Behind = To;
    Fn = To;
    Callable = Next;
    if (P.function(Fn).Request >= 0)
      Request = P.function(Fn).Request;
  }
  return Behind;
}

void Solver::evaluateHandler(uint32_t Fn, State In, bool AmbientUnknown,
                             int ForwardTo) {
  Setting Now;
  Now.InScope = Tri::Yes;
  Now.AmbientUnknown = AmbientUnknown;
  Now.Handler = !AmbientUnknown;
  Frame At{Fn, nullptr, nullptr, ForwardTo < 0, ForwardTo};
  Eval.resetSteps(Evaluator::Weight::Handler);
  const Evaluator::Outcome &Out = Eval.evaluate(At, std::move(In), Now);
  Eval.settleHandler(Out.Did);
  if (!AmbientUnknown && !Out.Did.SpanStarted && !Out.Did.Unknown)
    Eval.reportUninstrumented(ForwardTo < 0 ? Fn : ForwardTo, Out.Did);
}

/// A health check and the like: what it reaches works for no request.
void Solver::evaluateUntraced(uint32_t Fn, State In) {
  Setting Now;
  Now.InScope = Tri::No;
  Now.AmbientUnknown = false;
  Now.Untraced = true;
  Frame At{Fn, nullptr, nullptr, false};
  Eval.evaluate(At, std::move(In), Now);
}

void Solver::registered(Evaluator::Registration R, bool Middleware) {
  int Fn = Eval.functionOf(R.At, R.Callable);
  if (Fn < 0) {
    if (Middleware) // may do anything
      Covered.push_back(R.Library);
    return;
  }
  Eval.markEvaluated(Fn);
  const Function *F = &P.function(Fn);
  int Request = F->Request >= 0 ? F->Request : R.Request;
  State In = entryState(*F, Request);
  // What the callable captured is known, but for what it holds by then.
  auto Import = [&](ObjId Root) {
    std::vector<ObjId> Map(R.At.Heap.size(), 0);
    llvm::SmallVector<ObjId, 8> Work{Root};
    while (!Work.empty()) {
      ObjId Id = Work.pop_back_val();
      if (!Id || Map[Id])
        continue;
      Object O = R.At[Id];
      if (O.Kind != ObjKind::Callable) {
        O.External = true;
        if (O.Kind != ObjKind::Plain && O.Kind != ObjKind::Null)
          O.Taints |= T_Unknown; // a span, scope or context: by then anything
      }
      if (O.Kind == ObjKind::Span || O.Kind == ObjKind::Scope)
        O.Ended = false;
      Map[Id] = In.make(std::move(O));
      Work.push_back(R.At[Id].Target);
      for (auto &[Name, To] : R.At[Id].Fields)
        Work.push_back(To);
    }
    for (ObjId Id = 1; Id < Map.size(); ++Id)
      if (Map[Id]) {
        Object &O = In[Map[Id]];
        O.Target = Map[O.Target];
        for (auto &[Name, To] : O.Fields)
          To = Map[To];
      }
    return Map[Root];
  };
  ObjId Object = F->Flags & FF_Lambda ? R.Callable : R.At[R.Callable].Target;
  if (Object)
    In.Env[1] = Import(Object);
  if (R.Untraced || (F->Flags & FF_Untraced))
    return evaluateUntraced(Fn, std::move(In));
  bool AmbientUnknown = llvm::is_contained(Covered, R.Library);
  if (Middleware) {
    Setting Now;
    Now.InScope = Tri::Yes;
    Now.AmbientUnknown = false;
    Frame At{uint32_t(Fn), nullptr, nullptr, true};
    const Evaluator::Outcome &Out = Eval.evaluate(At, std::move(In), Now);
    if (Out.Did.SpanStarted || Out.Did.Unknown)
      Covered.push_back(R.Library);
    return;
  }
  if (int Target = handlerBehind(Fn, Request, R.At, R.Callable); Target >= 0) {
    Eval.markEvaluated(Target);
    if (P.function(Target).Flags & FF_Untraced)
      return evaluateUntraced(Fn, std::move(In));
    return evaluateHandler(Fn, std::move(In), AmbientUnknown, Target);
  }
  evaluateHandler(Fn, std::move(In), AmbientUnknown);
}

void Solver::drainRegistrations() {
  // Evaluating a handler can register more.
  while (!Eval.Middlewares.empty() || !Eval.Handlers.empty()) {
    auto Middlewares = std::move(Eval.Middlewares);
    Eval.Middlewares.clear();
    for (auto &R : Middlewares)
      registered(std::move(R), /*Middleware=*/true);
    auto Handlers = std::move(Eval.Handlers);
    Eval.Handlers.clear();
    for (auto &R : Handlers)
      registered(std::move(R), /*Middleware=*/false);
  }
}

void Solver::evaluateRoot(uint32_t Fn, bool Quiet) {
  const Function &F = P.function(Fn);
  Setting Now;
  if (F.Flags & FF_Main) {
    Now.InScope = Tri::No;
    Now.AmbientUnknown = false;
  }
  Now.Quiet = Quiet;
  Frame At{Fn, nullptr, nullptr, false};
  Eval.resetSteps(F.Flags & FF_Main ? Evaluator::Weight::Main
                                    : Evaluator::Weight::Other);
  Eval.evaluate(At, entryState(F, F.Request), Now);
}

/// Whether another handler may stand before this one: an object of its class is
/// put into one, or could be where such objects are made out of sight.
bool Solver::mayBeDecorated(uint32_t Fn) const {
  Sym Class = P.classOf(Fn);
  if (Eval.Kept.count(Class))
    return true;
  if (Eval.Made.count(Class))
    return false;
  return llvm::any_of(P.function(Fn).Overrides, [&](Sym Overridden) {
    return llvm::any_of(P.handlersCalling(Overridden),
                        [&](uint32_t Other) { return Other != Fn; });
  });
}

/// Whether all callers are in view: the whole program is, or linkage is
/// internal, or it is defined in the main file without a declaration that
/// others could include.
bool Solver::onlyCalledHere(uint32_t Fn) const {
  const Function &F = P.function(Fn);
  return WholeProgram || !(F.Flags & FF_External) || !(F.Flags & FF_InHeader);
}

std::vector<Finding> Solver::run() {
  // What constructors put into members holds for all methods.
  for (uint32_t Fn = 0; Fn != P.size(); ++Fn)
    if ((P.function(Fn).Flags & FF_Constructor) && !P.inert(Fn))
      evaluateRoot(Fn, /*Quiet=*/true);
  // Handlers by base class are entered by the framework alone.
  for (uint32_t Fn = 0; Fn != P.size(); ++Fn)
    if (P.function(Fn).Flags & FF_Handler) {
      Eval.markEvaluated(Fn);
      Eval.Holders.insert(P.classOf(Fn));
    }
  // Programs come first, while there is time.
  for (uint32_t Fn = 0; Fn != P.size(); ++Fn)
    if (P.function(Fn).Flags & FF_Main)
      evaluateRoot(Fn);
  // Then what nobody in view calls, with callers out of sight; what it calls
  // is evaluated on the way.
  for (uint32_t Fn = 0; Fn != P.size(); ++Fn) {
    const Function &F = P.function(Fn);
    if (P.inert(Fn))
      Eval.markEvaluated(Fn); // nothing to report
    bool Called = P.called(Fn) || P.referenced(Fn);
    if ((F.Flags & FF_Lambda) || Eval.evaluated(Fn) ||
        (Called && onlyCalledHere(Fn)))
      continue;
    if (F.Flags & (FF_Destructor | FF_Telemetry))
      continue;
    evaluateRoot(Fn);
  }
  // Now it is known which of them stand behind another one, under its span.
  for (uint32_t Fn = 0; Fn != P.size(); ++Fn) {
    const Function &F = P.function(Fn);
    if (!(F.Flags & FF_Handler))
      continue;
    // A base class's handler is run once for each class that inherits it: what
    // it calls on itself depends on that.
    llvm::SmallVector<Sym, 4> Types = P.inheritors(Fn);
    if (Types.empty())
      Types.push_back(0);
    for (Sym Type : Types) {
      State In = entryState(F, F.Request);
      In[In.Env[1]].Type = Type;
      if (F.Flags & FF_Untraced)
        evaluateUntraced(Fn, std::move(In));
      else
        evaluateHandler(Fn, std::move(In),
                        /*AmbientUnknown=*/mayBeDecorated(Fn));
    }
  }
  drainRegistrations();
  // What is left is reached by ways that were not followed. Where all callers
  // are in view these are known to exist, and nothing is known of them.
  std::vector<bool> Below(P.size());
  if (WholeProgram)
    for (uint32_t Fn = 0; Fn != P.size(); ++Fn)
      if (Eval.evaluated(Fn))
        P.reach(Fn, Below);
  for (uint32_t Fn = 0; Fn != P.size(); ++Fn)
    if (!Eval.evaluated(Fn) && !Below[Fn] &&
        !(P.function(Fn).Flags & (FF_Destructor | FF_Telemetry))) {
      evaluateRoot(Fn);
      drainRegistrations();
      if (WholeProgram)
        P.reach(Fn, Below);
    }
  return Eval.takeFindings();
}

} // namespace

AnalysisOptions::AnalysisOptions() {
  for (unsigned C = 0; C != Categories.size(); ++C)
    Categories[C] = countsByDefault(static_cast<BlockCategory>(C));
}

bool parseCategories(llvm::StringRef List, AnalysisOptions &Options,
                     std::string &Bad) {
  llvm::SmallVector<llvm::StringRef, 8> Names;
  List.split(Names, ';', -1, /*KeepEmpty=*/false);
  std::bitset<32> Chosen;
  Chosen.set(0);
  for (llvm::StringRef Name : Names) {
    Name = Name.trim();
    if (Name == "default") {
      Chosen |= AnalysisOptions().Categories;
    } else if (auto C = categoryByName(Name)) {
      Chosen.set(static_cast<size_t>(*C));
    } else {
      Bad = Name.str();
      return false;
    }
  }
  Options.Categories = Chosen;
  return true;
}

std::vector<Finding> findGaps(const Summary &Tu,
                              const AnalysisOptions &Options) {
  return Solver(Tu, Options).run();
}

} // namespace trace_tidy
