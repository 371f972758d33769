// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/model/ModelReader.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLTraits.h"
#include "llvm/Support/xxhash.h"

using namespace trace_tidy;

LLVM_YAML_IS_SEQUENCE_VECTOR(trace_tidy::Entry)
LLVM_YAML_IS_SEQUENCE_VECTOR(trace_tidy::TypeModel)
LLVM_YAML_IS_SEQUENCE_VECTOR(trace_tidy::HandlerModel)
LLVM_YAML_IS_SEQUENCE_VECTOR(trace_tidy::FieldModel)
LLVM_YAML_IS_SEQUENCE_VECTOR(trace_tidy::ValueModel)
LLVM_YAML_IS_SEQUENCE_VECTOR(trace_tidy::Condition)
LLVM_YAML_IS_SEQUENCE_VECTOR(trace_tidy::EditModel)
LLVM_YAML_IS_SEQUENCE_VECTOR(trace_tidy::CarrierModel)

namespace {

/// What a role's entry must and may say.
struct RoleShape {
  std::vector<Key> Required;
  std::vector<Key> Optional;
  const char *Others; // further keys, blank-separated; '!' marks required ones
};

constexpr const char *KeyNames[] = {"span",    "options",  "parent",  "kind",
                                    "name",    "from",     "to",      "scope",
                                    "context", "carrier",  "headers", "value",
                                    "client",  "callable", "route",   "into"};
static_assert(std::size(KeyNames) == static_cast<size_t>(Key::Count));

RoleShape shapeOf(Role R) {
  switch (R) {
  case Role::SpanStart:
    return {
        {}, {Key::Span, Key::Options, Key::Parent, Key::Kind, Key::Name}, ""};
  case Role::SpanEnd:
  case Role::SpanEvent:
  case Role::SpanStatus:
  case Role::SpanAttribute:
    return {{Key::Span}, {}, ""};
  case Role::SpanKind:
    return {{Key::Span, Key::Kind}, {}, ""};
  case Role::SpanCurrent:
  case Role::ContextCurrent:
  case Role::PropagatesGlobally:
  case Role::NoEffect:
    return {{}, {}, ""};
  case Role::Activate:
    return {{Key::From}, {Key::Scope}, ""};
  case Role::Detach:
    return {{Key::Scope}, {}, ""};
  case Role::ContextWithSpan:
    return {{Key::Span}, {Key::Context}, ""};
  case Role::SpanOfContext:
    return {{Key::Context}, {}, ""};
  case Role::Inject:
  case Role::Extract:
  case Role::Receive:
  case Role::Reset:
    return {{Key::Carrier}, {}, ""};
  case Role::HeaderSet:
    return {{Key::Carrier}, {Key::Name, Key::Value}, ""};
  case Role::HeaderGet:
    return {{Key::Carrier}, {Key::Name}, ""};
  case Role::CarrierLink:
    return {{Key::Carrier, Key::Headers}, {}, ""};
  case Role::Send:
    return {{Key::Carrier}, {Key::Client, Key::Into}, "blocks !system"};
  case Role::Remote:
    return {{}, {}, "blocks !system"};
  case Role::Block:
    return {{}, {}, "!category"};
  case Role::Handler:
    return {{Key::Callable}, {Key::Route}, "request"};
  case Role::Middleware:
  case Role::Continuation:
    return {{Key::Callable}, {}, ""};
  case Role::Spawn:
    return {{Key::Callable}, {}, "arguments inherits"};
  case Role::Invoke:
    return {{Key::Callable}, {}, "arguments"};
  case Role::Bind:
    return {{Key::Callable}, {}, "!arguments"};
  case Role::Same:
  case Role::Flow:
    return {{Key::From}, {Key::To}, ""};
  case Role::Make:
    return {{}, {}, "arguments"};
  case Role::Propagates:
    return {{Key::Client}, {}, ""};
  }
  return {{}, {}, ""};
}

std::optional<Role> roleByName(llvm::StringRef Name) {
  return llvm::StringSwitch<std::optional<Role>>(Name)
#define FUNCTION_ROLE(Id, Text) .Case(Text, Role::Id)
#include "analysis/model/Roles.def"
      .Default(std::nullopt);
}

std::optional<TypeRole> typeRoleByName(llvm::StringRef Name) {
  return llvm::StringSwitch<std::optional<TypeRole>>(Name)
#define TYPE_ROLE(Id, Text) .Case(Text, TypeRole::Id)
#include "analysis/model/Roles.def"
      .Default(std::nullopt);
}

std::optional<FieldRole> fieldRoleByName(llvm::StringRef Name) {
  return llvm::StringSwitch<std::optional<FieldRole>>(Name)
      .Case("parent", FieldRole::Parent)
      .Case("kind", FieldRole::Kind)
      .Case("headers", FieldRole::Headers)
      .Default(std::nullopt);
}

constexpr llvm::StringLiteral Systems[] = {"http", "rpc", "messaging",
                                           "database", "cache"};

std::optional<KindValue> kindByName(llvm::StringRef Name) {
  return llvm::StringSwitch<std::optional<KindValue>>(Name)
      .Case("internal", KindValue::Internal)
      .Case("server", KindValue::Server)
      .Case("client", KindValue::Client)
      .Case("producer", KindValue::Producer)
      .Case("consumer", KindValue::Consumer)
      .Case("unknown", KindValue::Unknown)
      .Default(std::nullopt);
}

/// The keys of one entry as they were written, before they are judged.
struct RawEntry {
  std::array<std::optional<std::string>, static_cast<size_t>(Key::Count)> Keys;
  std::optional<int> Arguments, Request;
  std::optional<bool> Blocks, Inherits;
  std::optional<std::string> System, Category;
};

bool wants(llvm::StringRef Others, llvm::StringRef Name, bool &Required) {
  llvm::SmallVector<llvm::StringRef, 4> Words;
  Others.split(Words, ' ', -1, false);
  for (llvm::StringRef W : Words) {
    Required = W.consume_front("!");
    if (W == Name)
      return true;
  }
  Required = false;
  return false;
}

/// Checks one non-place key against the role's shape; returns the complaint.
template <typename T>
std::string checkOther(const RoleShape &Shape, llvm::StringRef Name,
                       const std::optional<T> &Given,
                       llvm::StringRef RoleText) {
  bool Required = false;
  bool Allowed = wants(Shape.Others, Name, Required);
  if (Given && !Allowed)
    return ("key '" + Name + "' does not belong to role '" + RoleText + "'")
        .str();
  if (!Given && Required)
    return ("role '" + RoleText + "' needs the key '" + Name + "'").str();
  return "";
}

/// Moves a raw entry into E, or returns what is wrong with it.
std::string judge(const RawEntry &Raw, Entry &E) {
  RoleShape Shape = shapeOf(E.R);
  llvm::StringRef RoleText = roleName(E.R);
  for (size_t I = 0; I != Raw.Keys.size(); ++I) {
    Key K = static_cast<Key>(I);
    bool Required = llvm::is_contained(Shape.Required, K);
    const auto &Text = Raw.Keys[I];
    if (!Text) {
      if (Required)
        return ("role '" + RoleText + "' needs the key '" + KeyNames[I] + "'")
            .str();
      continue;
    }
    if (!Required && !llvm::is_contained(Shape.Optional, K))
      return (llvm::Twine("key '") + KeyNames[I] +
              "' does not belong to role '" + RoleText + "'")
          .str();
    if (K == Key::Kind)
      if (auto Kind = kindByName(*Text)) {
        E.Kind = *Kind;
        continue;
      }
    if (K == Key::Parent && (*Text == "current" || *Text == "root")) {
      E.RootParent = *Text == "root";
      continue;
    }
    auto Place = PlaceRef::parse(*Text);
    if (!Place)
      return (llvm::Twine("'") + *Text + "' is no place for key '" +
              KeyNames[I] +
              "' (this, result, arg0.., arg:TYPE, last, args, none)")
          .str();
    if (Place->K == PlaceRef::Args && K != Key::From && K != Key::Parent)
      return (llvm::Twine(
                  "'args' stands only in 'from' and 'parent', not in '") +
              KeyNames[I] + "'")
          .str();
    if (Place->K == PlaceRef::None && K != Key::Carrier)
      return (llvm::Twine("'none' stands only in 'carrier', not in '") +
              KeyNames[I] + "'")
          .str();
    E.Places[I] = *Place;
  }
  for (std::string Complaint :
       {checkOther(Shape, "arguments", Raw.Arguments, RoleText),
        checkOther(Shape, "request", Raw.Request, RoleText),
        checkOther(Shape, "blocks", Raw.Blocks, RoleText),
        checkOther(Shape, "inherits", Raw.Inherits, RoleText),
        checkOther(Shape, "system", Raw.System, RoleText),
        checkOther(Shape, "category", Raw.Category, RoleText)})
    if (!Complaint.empty())
      return Complaint;
  E.Arguments = Raw.Arguments.value_or(-1);
  E.Request = Raw.Request.value_or(-1);
  E.Blocks = Raw.Blocks.value_or(true);
  E.Inherits = Raw.Inherits.value_or(false);
  E.System = Raw.System.value_or("");
  if (Raw.System && !llvm::is_contained(Systems, *Raw.System))
    return "unknown system '" + *Raw.System + "'";
  if (E.Arguments < -1 || (Raw.Arguments && E.Arguments < 0) ||
      (Raw.Request && E.Request < 0))
    return "'arguments' and 'request' count from 0";
  if (Raw.Category) {
    auto C = categoryByName(*Raw.Category);
    if (!C)
      return "unknown category '" + *Raw.Category + "'";
    E.Category = *C;
  }
  return "";
}

/// What is wrong with the placeholders of a piece of code; "" if nothing is.
/// Allowed: blank-separated, '!' marks those that must be there.
std::string judgeCode(llvm::StringRef Code, llvm::StringRef Allowed) {
  llvm::SmallVector<llvm::StringRef, 4> Used, Words;
  for (llvm::StringRef Rest = Code; !Rest.empty();) {
    size_t Open = Rest.find('{');
    if (Open == llvm::StringRef::npos)
      break;
    size_t Close = Rest.find('}', Open);
    if (Close == llvm::StringRef::npos)
      return ("'" + Code + "' has a '{' without '}'").str();
    Used.push_back(Rest.slice(Open + 1, Close));
    Rest = Rest.substr(Close + 1);
  }
  Allowed.split(Words, ' ', -1, false);
  for (llvm::StringRef Each : Used)
    if (!llvm::is_contained(Words, Each) &&
        !llvm::is_contained(Words, ("!" + Each).str())) {
      std::string Names;
      for (llvm::StringRef W : Words) {
        W.consume_front("!");
        Names += (Names.empty() ? "{" : ", {") + W.str() + "}";
      }
      return ("unknown placeholder '{" + Each + "}' (" + Names + ")").str();
    }
  for (llvm::StringRef W : Words)
    if (W.consume_front("!") && !llvm::is_contained(Used, W))
      return ("the code needs the placeholder '{" + W + "}'").str();
  return "";
}

/// A file whose models stand under a key.
struct ProjectFile {
  std::optional<Model> Models;
};

} // namespace

namespace llvm::yaml {

/// A word of a closed vocabulary. LLVM's enumerations do not name what they
/// reject; this does, at its place.
template <typename T, std::optional<T> (*Parse)(StringRef)> struct WordTraits {
  static void output(const T &, void *, raw_ostream &) {}
  static StringRef input(StringRef Text, void *, T &Value) {
    if (std::optional<T> Parsed = Parse(Text)) {
      Value = *Parsed;
      return "";
    }
    thread_local std::string Complaint; // lives until it is printed
    Complaint =
        (std::is_same_v<T, EditKind> ? "unknown edit '" : "unknown role '") +
        Text.str() + "'";
    return Complaint;
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};
template <> struct ScalarTraits<Role> : WordTraits<Role, roleByName> {};
template <>
struct ScalarTraits<TypeRole> : WordTraits<TypeRole, typeRoleByName> {};
template <>
struct ScalarTraits<FieldRole> : WordTraits<FieldRole, fieldRoleByName> {};

template <> struct ScalarTraits<EditKind> : WordTraits<EditKind, editByName> {};

template <> struct ScalarTraits<PlaceRef> {
  static void output(const PlaceRef &, void *, raw_ostream &) {}
  static StringRef input(StringRef Text, void *, PlaceRef &P) {
    auto Parsed = PlaceRef::parse(Text);
    if (!Parsed)
      return "not a place (this, result, arg0.., arg:TYPE, last, args, none)";
    P = *Parsed;
    return "";
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};

template <> struct MappingTraits<Condition> {
  static void mapping(IO &Io, Condition &C) {
    std::optional<PlaceRef> Place;
    std::optional<std::string> Type;
    std::optional<int> Parameters;
    Io.mapOptional("place", Place);
    Io.mapOptional("value", C.Values);
    Io.mapOptional("type", Type);
    Io.mapOptional("parameters", Parameters);
    if (Parameters) {
      if (Place || Type || !C.Values.empty())
        return Io.setError("'parameters' stands alone in its condition");
      if (*Parameters < 0)
        return Io.setError("'parameters' counts from 0");
      C.Parameters = *Parameters;
      return;
    }
    if (!Place || (!Type && C.Values.empty()) || (Type && !C.Values.empty()))
      return Io.setError("a condition has 'place' and either 'value' or "
                         "'type', or 'parameters'");
    C.Place = *Place;
    if (Type) {
      auto [Name, Argument] = StringRef(*Type).split('<');
      Argument.consume_back(">");
      C.Type = TypePattern{Name.str(), Argument.str()};
    }
  }
};

template <> struct MappingTraits<Entry> {
  static void mapping(IO &Io, Entry &E) {
    RawEntry Raw;
    Io.mapRequired("functions", E.Functions);
    Io.mapRequired("role", E.R);
    Io.mapOptional("when", E.When);
    Io.mapOptional("without", E.Without);
    for (size_t I = 0; I != Raw.Keys.size(); ++I)
      Io.mapOptional(KeyNames[I], Raw.Keys[I]);
    Io.mapOptional("arguments", Raw.Arguments);
    Io.mapOptional("request", Raw.Request);
    Io.mapOptional("blocks", Raw.Blocks);
    Io.mapOptional("inherits", Raw.Inherits);
    Io.mapOptional("changes-copy", E.ChangesCopy);
    Io.mapOptional("system", Raw.System);
    Io.mapOptional("category", Raw.Category);
    if (E.Functions.empty())
      return Io.setError("'functions' names no function");
    std::string Complaint = judge(Raw, E);
    if (!Complaint.empty())
      Io.setError(Complaint);
  }
};

template <> struct MappingTraits<TypeModel> {
  static void mapping(IO &Io, TypeModel &T) {
    Io.mapRequired("names", T.Names);
    Io.mapRequired("role", T.R);
  }
};

template <> struct MappingTraits<HandlerModel> {
  static void mapping(IO &Io, HandlerModel &H) {
    Io.mapRequired("base", H.Base);
    Io.mapOptional("method", H.Method);
    Io.mapOptional("parameter", H.Parameter);
    Io.mapRequired("request", H.Request);
    if (H.Method.empty() && H.Parameter.empty())
      Io.setError("a handler needs 'method' or 'parameter'");
  }
};

template <> struct MappingTraits<FieldModel> {
  static void mapping(IO &Io, FieldModel &F) {
    Io.mapRequired("name", F.Name);
    Io.mapRequired("role", F.R);
  }
};

template <> struct MappingTraits<ValueModel> {
  static void mapping(IO &Io, ValueModel &V) {
    std::string Kind;
    Io.mapRequired("names", V.Names);
    Io.mapRequired("kind", Kind);
    if (auto K = kindByName(Kind))
      V.Kind = *K;
    else
      Io.setError("unknown span kind '" + Kind + "'");
  }
};

template <> struct MappingTraits<TracingModel> {
  static void mapping(IO &Io, TracingModel &T) {
    Io.mapRequired("type", T.Type);
    Io.mapRequired("header", T.Header);
    Io.mapOptional("span", T.Span);
  }
};

template <> struct MappingTraits<EditModel> {
  static void mapping(IO &Io, EditModel &E) {
    Io.mapRequired("edit", E.Kind);
    Io.mapRequired("code", E.Code);
    Io.mapOptional("include", E.Include);
    Io.mapOptional("carriers", E.Carriers);
    std::string Complaint = judgeCode(E.Code, placeholdersOf(E.Kind));
    if (!Complaint.empty())
      Io.setError(Complaint);
  }
};

template <> struct MappingTraits<CarrierModel> {
  static void mapping(IO &Io, CarrierModel &C) {
    Io.mapRequired("types", C.Types);
    Io.mapOptional("include", C.Include);
    Io.mapOptional("code", C.Code);
    Io.mapOptional("from-arguments", C.FromArguments);
    std::string Complaint;
    if (!C.Code.empty())
      Complaint = judgeCode(C.Code, "!carrier headers");
    if (Complaint.empty() && !C.FromArguments.empty())
      Complaint = judgeCode(C.FromArguments, "!arguments");
    if (!Complaint.empty())
      Io.setError(Complaint);
  }
};

template <> struct MappingTraits<Model> {
  static void mapping(IO &Io, Model &M) {
    Io.mapRequired("library", M.Library);
    Io.mapRequired("provenance", M.Provenance);
    Io.mapOptional("entries", M.Entries);
    Io.mapOptional("types", M.Types);
    Io.mapOptional("handlers", M.Handlers);
    Io.mapOptional("fields", M.Fields);
    Io.mapOptional("values", M.Values);
    Io.mapOptional("tracing", M.Tracing);
    Io.mapOptional("edits", M.Edits);
    Io.mapOptional("carriers", M.Carriers);
    Io.mapOptional("sources", M.Sources);
    Io.mapOptional("trace-headers", M.TraceHeaders);
    Io.mapOptional("telemetry-routes", M.TelemetryRoutes);
  }
};

template <> struct MappingTraits<ProjectFile> {
  static void mapping(IO &Io, ProjectFile &F) {
    Io.mapOptional("models", F.Models);
  }
};

} // namespace llvm::yaml

namespace trace_tidy {

namespace {

/// Parses Yaml into Root; the error carries all that the parser said.
template <typename T>
llvm::Error readYaml(llvm::StringRef Yaml, llvm::StringRef FileName, T &Root) {
  struct Diagnostics {
    std::string FileName, Text;
  } Said{FileName.str(), ""};
  auto Handle = [](const llvm::SMDiagnostic &D, void *Opaque) {
    auto &Said = *static_cast<Diagnostics *>(Opaque);
    if (!Said.Text.empty())
      return; // the first complaint is the one to act on
    llvm::raw_string_ostream(Said.Text)
        << Said.FileName << ':' << D.getLineNo() << ':' << D.getColumnNo() + 1
        << ": error: " << D.getMessage();
  };
  if (Yaml.trim().empty())
    return llvm::createStringError(FileName + ":1:1: error: the file is empty");
  llvm::yaml::Input In(llvm::MemoryBufferRef(Yaml, FileName), nullptr, Handle,
                       &Said);
  In >> Root;
  if (!In.error())
    return llvm::Error::success();
  if (Said.Text.empty())
    Said.Text = (FileName + ":1:1: error: not a YAML mapping").str();
  return llvm::createStringError(Said.Text);
}

std::shared_ptr<const Model> finish(Model M, llvm::StringRef Text) {
  M.TextHash = llvm::xxh3_64bits(Text);
  auto Result = std::make_shared<Model>(std::move(M));
  for (Entry &E : Result->Entries)
    E.Owner = Result.get();
  for (EditModel &E : Result->Edits)
    E.Owner = Result.get();
  return Result;
}

} // namespace

llvm::Expected<std::shared_ptr<const Model>>
readModel(llvm::StringRef Yaml, llvm::StringRef FileName) {
  Model M;
  if (llvm::Error E = readYaml(Yaml, FileName, M))
    return E;
  return finish(std::move(M), Yaml);
}

llvm::Expected<std::shared_ptr<const Model>>
readProjectFile(llvm::StringRef Yaml, llvm::StringRef FileName) {
  // A model file is told by its first key; anything else is project
  // configuration, whose other keys this reader must not accept silently.
  if (("\n" + Yaml).str().find("\nlibrary:") != std::string::npos)
    return readModel(Yaml, FileName);
  ProjectFile File;
  if (llvm::Error E = readYaml(Yaml, FileName, File))
    return E;
  if (!File.Models)
    return nullptr;
  return finish(std::move(*File.Models), Yaml);
}

} // namespace trace_tidy
