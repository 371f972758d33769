// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "demo/timeline.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <ostream>
#include <string_view>

namespace demo {
namespace {

constexpr const char *Work = "█";  // a span's own work
constexpr const char *Child = "─"; // the time of a child
constexpr const char *Hole = "░";  // neither: a gap

constexpr const char *Red = "1;31";
constexpr const char *Dim = "2";
// One a service, in the order of appearance.
constexpr std::array<const char *, 6> Palette = {"36", "32", "33",
                                                 "35", "34", "37"};

/// How many characters \p Text takes; it is UTF-8.
int Length(std::string_view Text) {
  return static_cast<int>(std::count_if(
      Text.begin(), Text.end(), [](char C) { return (C & 0xc0) != 0x80; }));
}

/// \p Text in exactly \p Width characters.
std::string Fit(std::string Text, int Width) {
  if (Length(Text) > Width) {
    while (Length(Text) >= Width)
      Text.pop_back();
    Text += "…";
  }
  return Text + std::string(Width - Length(Text), ' ');
}

bool Contains(Interval Time, std::int64_t At) {
  return Time.Begin <= At && At < Time.End;
}

class Painter {
public:
  Painter(std::ostream &Out, const Canvas &On, const std::vector<Trace> &Traces,
          Interval Request)
      : Out(Out), Color(On.Color), Request(Request) {
    const int Width = std::max(On.Width, 60);
    for (const Trace &T : Traces)
      for (const Span &S : T.Spans) {
        LabelWidth = std::max(LabelWidth, Length(Label(S)));
        Colors.emplace(S.Service, Palette[Colors.size() % Palette.size()]);
      }
    LabelWidth = std::min(LabelWidth, Width * 11 / 20);
    // Two before the label, the time, and what frames the bar.
    BarWidth = Width - LabelWidth - 13;
  }

  void PrintLegend() {
    Out << Work << " own work   " << Child << " a child's time   ";
    Paint(Hole, Red);
    Out << " a gap: no span says\n";
  }

  void PrintTrace(const Trace &T) {
    for (std::size_t I = 0; I < T.Spans.size(); ++I)
      PrintSpan(T, I);
    for (const Gap &G : T.Gaps)
      PrintGap(T.Spans[G.Within], G);
  }

private:
  static std::string Label(const Span &S, bool WithKind = true) {
    const std::string Kind = WithKind ? " (" + S.Kind + ')' : "";
    return std::string(2 * S.Depth, ' ') + S.Service + ' ' + S.Name + Kind;
  }

  void Paint(const std::string &Text, const char *How) {
    if (Color)
      Out << "\x1b[" << How << 'm' << Text << "\x1b[0m";
    else
      Out << Text;
  }

  void PrintSpan(const Trace &T, std::size_t Index) {
    const Span &S = T.Spans[Index];
    const char *Own = Colors.at(S.Service);
    Out << "  ";
    Paint(Fit(Label(S, Length(Label(S)) <= LabelWidth), LabelWidth), Own);
    const std::string Time = FormatTime(S.Time.Length());
    Out << std::string(std::max(0, 8 - Length(Time)), ' ') << Time << " |";
    for (int Column = 0; Column < BarWidth; ++Column)
      PrintCell(T, Index, Column, Own);
    Out << "|\n";
  }

  void PrintCell(const Trace &T, std::size_t Index, int Column,
                 const char *Own) {
    const Span &S = T.Spans[Index];
    // The middle of the cell stands for all of it, and that of a span that is
    // shorter for its own cell.
    std::int64_t At =
        Request.Begin + Request.Length() * (2 * Column + 1) / (2 * BarWidth);
    const std::int64_t Middle = S.Time.Begin + S.Time.Length() / 2;
    if (Request.Length() > 0 &&
        (Middle - Request.Begin) * BarWidth / Request.Length() == Column)
      At = Middle;
    if (!Contains(S.Time, At))
      Out << ' ';
    else if (S.IsWork())
      Paint(Work, Own);
    else if (std::any_of(T.Gaps.begin(), T.Gaps.end(), [&](const Gap &G) {
               return G.Within == Index && Contains(G.Time, At);
             }))
      Paint(Hole, Red);
    else
      Paint(Child, Dim);
  }

  void PrintGap(const Span &Within, const Gap &G) {
    const std::int64_t Time = G.Time.Length();
    const int Part = Percent(Time, Request.Length());
    if (Part < 1)
      return;
    Out << "  ";
    Paint(std::string(Hole) + " gap of " + FormatTime(Time) + " (" +
              std::to_string(Part) + " %)",
          Red);
    Out << " in " << Within.Service << ' ' << Within.Name
        << (G.NoAnswer ? ": the callee is missing" : "") << '\n';
  }

  std::ostream &Out;
  const bool Color;
  const Interval Request;
  int LabelWidth = 0;
  int BarWidth = 0;
  std::map<std::string, const char *> Colors;
};

} // namespace

Canvas StandardOutput() {
  Canvas Result;
  if (const char *Columns = std::getenv("COLUMNS"))
    Result.Width = std::atoi(Columns) > 0 ? std::atoi(Columns) : Result.Width;
  if (!isatty(STDOUT_FILENO))
    return Result;
  winsize Size = {};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &Size) == 0 && Size.ws_col > 0)
    Result.Width = Size.ws_col;
  const char *NoColor = std::getenv("NO_COLOR");
  const char *Terminal = std::getenv("TERM");
  Result.Color = !(NoColor && *NoColor) && Terminal &&
                 std::string_view(Terminal) != "dumb";
  return Result;
}

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

void PrintTimeline(std::ostream &Out, const Canvas &On,
                   const std::vector<Trace> &Traces, Interval Request) {
  Painter Paint(Out, On, Traces, Request);
  Paint.PrintLegend();
  for (std::size_t I = 0; I < Traces.size(); ++I) {
    Out << "\ntrace " << I + 1 << " of " << Traces.size() << ", "
        << Traces[I].Id << '\n';
    Paint.PrintTrace(Traces[I]);
  }
}

} // namespace demo
