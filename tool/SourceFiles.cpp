// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/SourceFiles.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"

namespace trace_tidy {

SourceFiles::Entry &SourceFiles::entry(llvm::StringRef File) {
  auto [At, New] = Entries.try_emplace(File.str());
  Entry &E = At->second;
  if (!New)
    return E;
  if (const FileStore::File *Known = Store ? Store->named(File) : nullptr)
    E.Text = llvm::MemoryBuffer::getMemBuffer(Known->Text->getBuffer());
  else if (auto Buffer = llvm::MemoryBuffer::getFile(File))
    E.Text = std::move(*Buffer);
  else
    E.Text = llvm::MemoryBuffer::getMemBuffer("");
  for (llvm::StringRef Rest = E.Text->getBuffer(); !Rest.empty();) {
    auto [Line, After] = Rest.split('\n');
    E.Lines.push_back(Line.rtrim('\r'));
    Rest = After;
  }
  E.Comments = std::make_unique<NoLintComments>(E.Text->getBuffer());
  return E;
}

llvm::StringRef SourceFiles::line(llvm::StringRef File, unsigned Line) {
  Entry &E = entry(File);
  return Line >= 1 && Line <= E.Lines.size() ? E.Lines[Line - 1] : "";
}

const NoLintComments &SourceFiles::comments(llvm::StringRef File) {
  return *entry(File).Comments;
}

std::string SourceFiles::shortName(llvm::StringRef File) {
  if (Here.empty()) {
    llvm::SmallString<256> Directory;
    if (!llvm::sys::fs::current_path(Directory))
      Here = (Directory + "/").str();
  }
  if (!Here.empty())
    File.consume_front(Here);
  return File.str();
}

} // namespace trace_tidy
