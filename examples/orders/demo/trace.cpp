// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "demo/trace.h"

#include <Poco/Dynamic/Var.h>
#include <Poco/Exception.h>
#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <set>
#include <stdexcept>

namespace demo {
namespace {

using Poco::JSON::Array;
using Poco::JSON::Object;

/// The objects of the array \p Key; none where there is no such array.
std::vector<Object::Ptr> Objects(const Object::Ptr &Parent,
                                 const std::string &Key) {
  std::vector<Object::Ptr> Result;
  if (const Array::Ptr List = Parent->getArray(Key))
    for (unsigned I = 0; I < List->size(); ++I)
      if (const Object::Ptr Element = List->getObject(I))
        Result.push_back(Element);
  return Result;
}

/// The string attribute \p Key, or nothing.
std::string Attribute(const Object::Ptr &Parent, const std::string &Key) {
  for (const Object::Ptr &Entry : Objects(Parent, "attributes"))
    if (Entry->optValue<std::string>("key", "") == Key)
      if (const Object::Ptr Value = Entry->getObject("value"))
        return Value->optValue<std::string>("stringValue", "");
  return std::string();
}

std::string KindName(int Kind) {
  static constexpr std::array<const char *, 6> Names = {
      "unspecified", "internal", "server", "client", "producer", "consumer"};
  return Kind >= 0 && Kind < static_cast<int>(Names.size()) ? Names[Kind] : "?";
}

Span ReadSpan(const Object::Ptr &Json, const std::string &Service) {
  Span Result;
  Result.Service = Service;
  Result.TraceId = Json->getValue<std::string>("traceId");
  Result.Id = Json->getValue<std::string>("spanId");
  if (Result.Id.empty())
    throw Poco::DataFormatException("empty spanId");
  Result.ParentId = Json->optValue<std::string>("parentSpanId", "");
  Result.Name = Json->getValue<std::string>("name");
  Result.Kind = KindName(Json->optValue<int>("kind", 0));
  Result.OrderId = Attribute(Json, "order.id");
  Result.Database = !Attribute(Json, "db.system.name").empty();
  Result.Time.Begin = Json->getValue<std::int64_t>("startTimeUnixNano");
  Result.Time.End = Json->getValue<std::int64_t>("endTimeUnixNano");
  return Result;
}

void ReadLine(const std::string &Line, std::vector<Span> &Spans) {
  Poco::JSON::Parser Parser;
  const auto Root = Parser.parse(Line).extract<Object::Ptr>();
  for (const Object::Ptr &Resource : Objects(Root, "resourceSpans")) {
    std::string Service;
    if (const Object::Ptr About = Resource->getObject("resource"))
      Service = Attribute(About, "service.name");
    for (const Object::Ptr &Scope : Objects(Resource, "scopeSpans"))
      for (const Object::Ptr &Json : Objects(Scope, "spans"))
        Spans.push_back(ReadSpan(Json, Service));
  }
}

/// Adds \p Parent's children in \p Pool to \p T, each before its own children.
void AddChildren(Trace &T, const std::vector<Span> &Pool,
                 const std::string &Parent, std::size_t Depth) {
  for (const Span &Candidate : Pool) {
    if (Candidate.ParentId != Parent)
      continue;
    T.Spans.push_back(Candidate);
    const std::size_t Self = T.Spans.size() - 1;
    T.Spans[Self].Depth = Depth;
    AddChildren(T, Pool, Candidate.Id, Depth + 1);
    T.Spans[Self].HasChildren = T.Spans.size() > Self + 1;
  }
}

/// The parts of \p Whole that no interval of \p Covers covers.
std::vector<Interval> Uncovered(Interval Whole, std::vector<Interval> Covers) {
  std::sort(
      Covers.begin(), Covers.end(),
      [](const Interval &A, const Interval &B) { return A.Begin < B.Begin; });
  std::vector<Interval> Result;
  std::int64_t At = Whole.Begin;
  for (const Interval &Cover : Covers) {
    if (Cover.Begin > At)
      Result.push_back({At, std::min(Cover.Begin, Whole.End)});
    At = std::max(At, Cover.End);
    if (At >= Whole.End)
      return Result;
  }
  Result.push_back({At, Whole.End});
  return Result;
}

void FindGaps(Trace &T) {
  for (std::size_t I = 0; I < T.Spans.size(); ++I) {
    if (T.Spans[I].IsWork())
      continue;
    std::vector<Interval> Children;
    for (const Span &Child : T.Spans)
      if (Child.ParentId == T.Spans[I].Id || Answers(Child, T.Spans[I]))
        Children.push_back(Child.Time);
    for (const Interval &Time : Uncovered(T.Spans[I].Time, Children))
      T.Gaps.push_back({Time, I, Children.empty()});
  }
  std::sort(T.Gaps.begin(), T.Gaps.end(), [](const Gap &A, const Gap &B) {
    return A.Time.Begin < B.Time.Begin;
  });
}

Trace BuildTrace(const std::string &Id, std::vector<Span> Pool) {
  std::sort(Pool.begin(), Pool.end(), [](const Span &A, const Span &B) {
    return A.Time.Begin < B.Time.Begin;
  });
  std::set<std::string> Ids;
  for (const Span &S : Pool)
    Ids.insert(S.Id);
  Trace Result;
  Result.Id = Id;
  // A parent that nobody recorded makes a root: there is nothing above it.
  for (Span &S : Pool) {
    if (Ids.count(S.ParentId))
      continue;
    Result.Orphans += !S.ParentId.empty();
    S.ParentId.clear();
  }
  AddChildren(Result, Pool, std::string(), 0);
  FindGaps(Result);
  return Result;
}

} // namespace

bool Answers(const Span &Server, const Span &Call) {
  if (Server.Kind != "server" || Call.Kind != "client" ||
      Server.Service == Call.Service)
    return false;
  return Server.ParentId == Call.Id || (Server.ParentId == Call.ParentId &&
                                        Call.Time.Begin <= Server.Time.Begin &&
                                        Server.Time.End <= Call.Time.End);
}

bool Trace::HasService(const std::string &Name) const {
  return std::any_of(Spans.begin(), Spans.end(),
                     [&](const Span &S) { return S.Service == Name; });
}

std::vector<Span> LoadSpans(const std::string &Path) {
  std::ifstream File(Path);
  if (!File)
    throw std::runtime_error(Path + ": cannot be read");
  std::vector<Span> Result;
  std::string Line;
  for (std::size_t Number = 1; std::getline(File, Line); ++Number) {
    if (Line.empty())
      continue;
    try {
      ReadLine(Line, Result);
    } catch (const Poco::Exception &Error) {
      throw std::runtime_error(Path + ":" + std::to_string(Number) +
                               ": not OTLP JSON: " + Error.displayText());
    }
  }
  return Result;
}

std::vector<Trace> TracesOfOrder(const std::vector<Span> &Spans,
                                 const std::string &OrderId,
                                 const std::string &Front) {
  std::map<std::string, std::vector<Span>> ById;
  for (const Span &S : Spans)
    ById[S.TraceId].push_back(S);

  std::vector<Trace> Result;
  for (const auto &[Id, Members] : ById)
    if (std::any_of(Members.begin(), Members.end(),
                    [&](const Span &S) { return S.OrderId == OrderId; }))
      Result.push_back(BuildTrace(Id, Members));
  // Spans that are each other's parents have no root to begin at.
  std::erase_if(Result, [](const Trace &T) { return T.Spans.empty(); });

  std::sort(Result.begin(), Result.end(), [&](const Trace &A, const Trace &B) {
    const bool FrontA = A.HasService(Front);
    const bool FrontB = B.HasService(Front);
    if (FrontA != FrontB)
      return FrontA;
    return A.Spans.front().Time.Begin < B.Spans.front().Time.Begin;
  });
  return Result;
}

std::int64_t ExplainedTime(const Trace &T, Interval Window) {
  std::vector<Interval> Work;
  for (const Span &S : T.Spans)
    if (S.IsWork())
      Work.push_back(S.Time);
  std::int64_t Explained = Window.Length();
  for (const Interval &Hole : Uncovered(Window, Work))
    Explained -= Hole.Length();
  return Explained;
}

} // namespace demo
