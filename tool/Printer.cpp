// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/Printer.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Unicode.h"

namespace trace_tidy {

namespace {

constexpr unsigned TabStop = 8;

/// Columns that Text takes on a terminal when it begins at column From.
unsigned widthOf(llvm::StringRef Text, unsigned From = 0) {
  unsigned Width = From;
  while (!Text.empty()) {
    llvm::StringRef Part = Text.take_until([](char C) { return C == '\t'; });
    int Columns = llvm::sys::unicode::columnWidthUTF8(Part);
    Width += Columns < 0 ? Part.size() : Columns;
    Text = Text.drop_front(Part.size());
    if (Text.consume_front("\t"))
      Width = (Width / TabStop + 1) * TabStop;
  }
  return Width - From;
}

} // namespace

void Printer::color(llvm::raw_ostream::Colors C, bool Bold) {
  if (Color)
    Out.changeColor(C, Bold);
}

void Printer::plain() {
  if (Color)
    Out.resetColor();
}

void Printer::print(const Finding &F) {
  printOne(F.At, "warning", F.Message, checkName(F.Check));
  const SourcePlace *Last = &F.At;
  for (const Note &N : F.Notes) {
    printOne(N.At, "note", N.Message, "");
    // Like clang: the same line of source is not shown twice in a row.
    if (!(N.At == *Last))
      printSnippet(N.At);
    Last = &N.At;
  }
}

void Printer::printOne(const SourcePlace &At, llvm::StringRef Kind,
                       llvm::StringRef Message, llvm::StringRef Suffix) {
  bool IsNote = Kind == "note";
  color(llvm::raw_ostream::SAVEDCOLOR, /*Bold=*/true);
  Out << Files.shortName(At.File) << ':' << At.Line << ':' << At.Column << ": ";
  color(IsNote ? llvm::raw_ostream::CYAN : llvm::raw_ostream::MAGENTA, true);
  Out << Kind << ": ";
  plain();
  if (!IsNote)
    color(llvm::raw_ostream::SAVEDCOLOR, true);
  Out << Message;
  if (!Suffix.empty())
    Out << " [" << Suffix << ']';
  plain();
  Out << '\n';
  if (!IsNote)
    printSnippet(At);
}

void Printer::printSnippet(const SourcePlace &At) {
  llvm::StringRef Line = Files.line(At.File, At.Line);
  if (Line.empty())
    return;
  Out << llvm::format("%5u", At.Line) << " | ";
  unsigned Column = 0;
  for (char C : Line) {
    if (C != '\t') {
      Out << C;
      // Continuation bytes take no column.
      Column += (C & 0xC0) != 0x80;
      continue;
    }
    unsigned Next = (Column / TabStop + 1) * TabStop;
    Out.indent(Next - Column);
    Column = Next;
  }
  Out << "\n      | ";
  Out.indent(widthOf(Line.take_front(At.Column ? At.Column - 1 : 0)));
  color(llvm::raw_ostream::GREEN, true);
  Out << '^';
  plain();
  Out << '\n';
}

} // namespace trace_tidy
