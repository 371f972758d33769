// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "demo/verdict.h"

#include "demo/timeline.h"

#include <algorithm>
#include <cstdint>
#include <ostream>

namespace demo {
namespace {

/// True if a trace has spans of both services.
bool Share(const std::vector<Trace> &Traces, const std::string &A,
           const std::string &B) {
  return std::any_of(Traces.begin(), Traces.end(), [&](const Trace &T) {
    return T.HasService(A) && T.HasService(B);
  });
}

std::int64_t LargestGap(const std::vector<Trace> &Traces) {
  std::int64_t Result = 0;
  for (const Trace &T : Traces)
    for (const Gap &G : T.Gaps)
      Result = std::max(Result, G.Time.Length());
  return Result;
}

/// The call of \p Callee by \p Caller in \p T, if it has both its sides: where
/// the callee's span stands to the call's, "below" or "beside". Else null.
const char *FindCall(const Trace &T, const std::string &Caller,
                     const std::string &Callee) {
  for (const Span &Server : T.Spans)
    for (const Span &Call : T.Spans)
      if (Server.Service == Callee && Call.Service == Caller &&
          Answers(Server, Call))
        return Server.ParentId == Call.Id ? "below" : "beside";
  return nullptr;
}

/// True if the server span of \p Service has an internal span below it that
/// takes more than a third of the request. Nothing but the wait does.
bool HasWait(const Trace &T, const std::string &Service, Interval Request) {
  for (const Span &Server : T.Spans) {
    if (Server.Service != Service || Server.Kind != "server")
      continue;
    for (const Span &Wait : T.Spans)
      if (Wait.ParentId == Server.Id && Wait.Service == Service &&
          Wait.Kind == "internal" && 3 * Wait.Time.Length() > Request.Length())
        return true;
  }
  return false;
}

std::string Portion(std::int64_t Part, Interval Request) {
  return FormatTime(Part) + ", " +
         std::to_string(Percent(Part, Request.Length())) + " %";
}

} // namespace

bool Expect(std::ostream &Out, bool Good, const std::string &What) {
  Out << (Good ? "  ok      " : "  FAILED  ") << What << '\n';
  return Good;
}

bool IsBroken(std::ostream &Out, const Scenario &Which,
              const std::vector<Trace> &Traces, Interval Request) {
  bool Good = Expect(Out, Traces.size() > 1,
                     "there are several traces (" +
                         std::to_string(Traces.size()) + ")");
  for (const auto &[A, B] : Which.Together)
    Good &= Expect(Out, Share(Traces, A, B), A + " and " + B + " share one");
  for (const auto &[A, B] : Which.Apart)
    Good &= Expect(Out, !Share(Traces, A, B), A + " and " + B + " share none");
  const std::int64_t Largest = LargestGap(Traces);
  Good &= Expect(Out, 2 * Largest > Request.Length(),
                 "a gap has more than half of the time (" +
                     Portion(Largest, Request) + ")");
  return Good;
}

bool IsWhole(std::ostream &Out, const Scenario &Which,
             const std::vector<Trace> &Traces, Interval Request) {
  bool Good =
      Expect(Out, Traces.size() == 1,
             "there is one trace (" + std::to_string(Traces.size()) + ")");
  if (Traces.empty())
    return false;
  const Trace &T = Traces[0];

  Good &= Expect(Out, T.Orphans == 0, "each span has its parent in it");
  Good &= Expect(Out,
                 std::count_if(T.Spans.begin(), T.Spans.end(),
                               [](const Span &S) { return S.Depth == 0; }) == 1,
                 "it has one root");
  for (const ServiceSpec &Service : Which.Services)
    Good &= Expect(Out, T.HasService(Service.Name), Service.Name + " is in it");
  for (const ServiceSpec &Caller : Which.Services)
    for (const std::string &Callee : Caller.Calls) {
      const char *Where = FindCall(T, Caller.Name, Callee);
      Good &= Expect(Out, Where,
                     "the call from " + Caller.Name + " to " + Callee +
                         " has a span of its own, with that of " + Callee +
                         " " + (Where ? Where : "below") + " it");
    }
  if (!Which.WaitsIn.empty())
    Good &= Expect(Out, HasWait(T, Which.WaitsIn, Request),
                   "the wait for a connection has a span of its own");

  const std::string Limit = std::to_string(Tolerance) + " %";
  const std::int64_t Largest = LargestGap(Traces);
  Good &= Expect(Out, 100 * Largest <= Tolerance * Request.Length(),
                 "no gap is over " + Limit + " (" + Portion(Largest, Request) +
                     ")");
  const std::int64_t Unexplained = Request.Length() - ExplainedTime(T, Request);
  Good &= Expect(Out, 100 * Unexplained <= Tolerance * Request.Length(),
                 "nor are all of them together (" +
                     Portion(Unexplained, Request) + ")");
  return Good;
}

} // namespace demo
