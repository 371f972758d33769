// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "demo/timeline.h"

#include <algorithm>
#include <cstdio>
#include <iomanip>
#include <ostream>

namespace demo {
namespace {

// Together with the two columns of times a line has 99 characters.
constexpr int LabelWidth = 44;
constexpr int BarWidth = 42;

constexpr const char *Work = "█";  // a span's own work
constexpr const char *Child = "─"; // the time of a child
constexpr const char *Hole = "░";  // neither: a gap

bool Contains(Interval Time, std::int64_t At) {
  return Time.Begin <= At && At < Time.End;
}

const char *Cell(const Trace &T, std::size_t Index, std::int64_t At) {
  const Span &S = T.Spans[Index];
  if (!Contains(S.Time, At))
    return " ";
  if (!S.HasChildren)
    return Work;
  const bool InGap =
      std::any_of(T.Gaps.begin(), T.Gaps.end(), [&](const Gap &G) {
        return G.Within == Index && Contains(G.Time, At);
      });
  return InGap ? Hole : Child;
}

std::string Label(const Span &S) {
  return std::string(2 * S.Depth, ' ') + S.Service + ' ' + S.Name + " (" +
         S.Kind + ')';
}

void PrintSpan(std::ostream &Out, const Trace &T, std::size_t Index,
               Interval Request) {
  const Span &S = T.Spans[Index];
  Out << "  " << std::left << std::setw(LabelWidth)
      << Label(S).substr(0, LabelWidth) << std::right << std::setw(8)
      << FormatTime(S.Time.Length()) << " |";
  for (int Column = 0; Column < BarWidth; ++Column) {
    // The middle of the cell stands for all of it.
    const std::int64_t At =
        Request.Begin + Request.Length() * (2 * Column + 1) / (2 * BarWidth);
    Out << Cell(T, Index, At);
  }
  Out << "|\n";
}

void PrintGaps(std::ostream &Out, const Trace &T, Interval Request) {
  for (const Gap &G : T.Gaps) {
    if (Percent(G.Time.Length(), Request.Length()) < 1)
      continue;
    const Span &S = T.Spans[G.Within];
    Out << "  " << Hole << " gap of " << FormatTime(G.Time.Length()) << " ("
        << Percent(G.Time.Length(), Request.Length()) << " %) in " << S.Service
        << ' ' << S.Name << '\n';
  }
}

} // namespace

std::string FormatTime(std::int64_t Nanoseconds) {
  char Text[32];
  const double Seconds = static_cast<double>(Nanoseconds) / 1e9;
  if (Seconds >= 1)
    std::snprintf(Text, sizeof Text, "%.2f s", Seconds);
  else
    std::snprintf(Text, sizeof Text, "%.0f ms", Seconds * 1e3);
  return Text;
}

int Percent(std::int64_t Part, std::int64_t Whole) {
  if (Whole <= 0)
    return 0;
  return static_cast<int>(
      100.0 * static_cast<double>(Part) / static_cast<double>(Whole) + 0.5);
}

void PrintTimeline(std::ostream &Out, const std::vector<Trace> &Traces,
                   Interval Request) {
  Out << Work << " own work   " << Child << " a child's time   " << Hole
      << " no span says\n";
  for (std::size_t I = 0; I < Traces.size(); ++I) {
    const Trace &T = Traces[I];
    Out << "\ntrace " << I + 1 << " of " << Traces.size() << ", " << T.Id
        << '\n';
    for (std::size_t S = 0; S < T.Spans.size(); ++S)
      PrintSpan(Out, T, S, Request);
    PrintGaps(Out, T, Request);
  }
}

} // namespace demo
