// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/model/ModelSet.h"
#include "analysis/model/ModelReader.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"

namespace trace_tidy {

namespace {
/// The part of a qualified name that a look-up starts from.
llvm::StringRef lastComponent(llvm::StringRef Qualified) {
  size_t At = Qualified.rfind("::");
  return At == llvm::StringRef::npos ? Qualified : Qualified.substr(At + 2);
}
} // namespace

/// a::b::C::d and a::b::C ─▶ a::b; a::C ─▶ a; the class of a wildcard: none.
void ModelSet::addNamespace(llvm::StringRef Qualified, bool Function) {
  llvm::SmallVector<llvm::StringRef, 6> Parts;
  Qualified.split(Parts, "::");
  // The last component is a type or function, the one before it may be a class.
  size_t Known = Parts.size() - 1;
  if (Function && Known > 1)
    --Known;
  if (Known == 0 || Qualified.contains('*'))
    return;
  std::string Name = Parts[0].str();
  if (Known > 1)
    Name += "::" + Parts[1].str();
  Namespaces[Name] = 1;
}

uint64_t ModelSet::fingerprint() const {
  std::vector<uint64_t> Hashes;
  for (const auto &M : Models)
    Hashes.push_back(M->TextHash);
  return llvm::xxh3_64bits({reinterpret_cast<const uint8_t *>(Hashes.data()),
                            Hashes.size() * sizeof(uint64_t)});
}

void ModelSet::add(std::shared_ptr<const Model> M, bool Library) {
  for (const Entry &E : M->Entries)
    for (const std::string &F : E.Functions) {
      if (Library)
        addNamespace(F, /*Function=*/true);
      auto &To = F.find('*') != std::string::npos ? Wildcards
                                                  : ByName[lastComponent(F)];
      if (To.empty() || To.back() != &E)
        To.push_back(&E);
    }
  for (const TypeModel &T : M->Types)
    for (const std::string &N : T.Names) {
      if (Library)
        addNamespace(N, /*Function=*/false);
      Types[N].set(static_cast<size_t>(T.R));
      TypeNames[lastComponent(N)] = 1;
    }
  for (const FieldModel &F : M->Fields)
    Fields[F.Name] = F.R;
  for (const ValueModel &V : M->Values)
    for (const std::string &N : V.Names)
      Kinds[N] = V.Kind;
  for (const std::string &H : M->TraceHeaders)
    TraceHeaders[llvm::StringRef(H).lower()] = 1;
  TelemetryRoutes.insert(TelemetryRoutes.end(), M->TelemetryRoutes.begin(),
                         M->TelemetryRoutes.end());
  Handlers.insert(Handlers.end(), M->Handlers.begin(), M->Handlers.end());
  for (const std::string &Namespace : M->Sources)
    Sources[Namespace] = 1;
  for (const EditModel &E : M->Edits)
    Edits.push_back(&E);
  for (const CarrierModel &C : M->Carriers)
    Carriers.push_back(&C);
  Models.push_back(std::move(M));
}

llvm::Expected<std::shared_ptr<const ModelSet>>
ModelSet::load(llvm::ArrayRef<std::string> ExtraFiles) {
  auto Set = std::make_shared<ModelSet>();
  for (const BuiltinModel &B : builtinModels()) {
    auto M = readModel(B.Text, B.FileName);
    if (!M)
      return M.takeError();
    Set->add(std::move(*M), /*Library=*/true);
  }
  for (const std::string &File : ExtraFiles) {
    auto Buffer = llvm::MemoryBuffer::getFile(File);
    if (!Buffer)
      return llvm::createStringError(
          Buffer.getError(), "%s: error: cannot read models: %s", File.c_str(),
          Buffer.getError().message().c_str());
    auto M = readProjectFile((*Buffer)->getBuffer(), File);
    if (!M)
      return M.takeError();
    if (*M)
      Set->add(std::move(*M), /*Library=*/false);
    Set->Files.push_back(File);
  }
  return Set;
}

llvm::Expected<std::shared_ptr<const ModelSet>>
ModelSet::parse(llvm::StringRef Yaml, llvm::StringRef FileName) {
  auto Set = std::make_shared<ModelSet>();
  auto M = readModel(Yaml, FileName);
  if (!M)
    return M.takeError();
  Set->add(std::move(*M), /*Library=*/false);
  return Set;
}

llvm::ArrayRef<const Entry *>
ModelSet::entriesNamed(llvm::StringRef Name) const {
  auto It = ByName.find(Name);
  return It == ByName.end() ? llvm::ArrayRef<const Entry *>()
                            : llvm::ArrayRef<const Entry *>(It->second);
}

const TypeRoles *ModelSet::typeRoles(llvm::StringRef QualifiedName) const {
  auto It = Types.find(QualifiedName);
  return It == Types.end() ? nullptr : &It->second;
}

bool ModelSet::mayHaveTypeRole(llvm::StringRef LastComponent) const {
  return TypeNames.count(LastComponent);
}

std::optional<FieldRole>
ModelSet::fieldRole(llvm::StringRef QualifiedName) const {
  auto It = Fields.find(QualifiedName);
  if (It == Fields.end())
    return std::nullopt;
  return It->second;
}

std::optional<KindValue> ModelSet::kindOf(llvm::StringRef QualifiedName) const {
  auto It = Kinds.find(QualifiedName);
  if (It == Kinds.end())
    return std::nullopt;
  return It->second;
}

bool ModelSet::isTraceHeader(llvm::StringRef Name) const {
  return TraceHeaders.count(Name.split(':').first.trim().lower());
}

bool ModelSet::isLibraryNamespace(llvm::StringRef QualifiedName) const {
  return Namespaces.count(QualifiedName);
}

bool ModelSet::isSourceNamespace(llvm::StringRef QualifiedName) const {
  return Sources.count(QualifiedName);
}

bool ModelSet::isTelemetryRoute(llvm::StringRef Url) const {
  return llvm::any_of(TelemetryRoutes, [&](const std::string &Route) {
    return Url.ends_with(Route);
  });
}

} // namespace trace_tidy
