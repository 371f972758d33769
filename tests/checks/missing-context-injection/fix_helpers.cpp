// FLAGS: -std=c++20
// Fix-its with the project's own helpers, of every form, where they can be
// named.
#include "carriers.h"

#include <httplib.h>

#include <string>
#include <utility>

namespace {
/// A client span that is active as long as it lives.
struct Call {
  nostd::shared_ptr<trace::Span> span =
      Tracer()->StartSpan("call", ClientKind());
  trace::Scope scope{span};
};
} // namespace

// Before the helper, and where it is declared, but not yet its body.
void before_the_helper_bad(httplib::Client &client) {
  Call call;
  httplib::Headers headers;
  client.Get("/a", headers);
  // WARN missing-context-injection:
}

namespace net {
httplib::Headers WithTrace(httplib::Headers headers);

void after_the_declaration_bad(httplib::Client &client) {
  Call call;
  client.Get("/a", httplib::Headers());
  // WARN missing-context-injection:
}
} // namespace net

namespace util {
void Inject(httplib::Headers &headers) {
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
}
void InjectPointer(httplib::Headers *headers) { Inject(*headers); }
template <class Headers> Headers &InjectAny(Headers &headers) {
  Inject(headers);
  return headers;
}
struct Injector {
  void Apply(httplib::Headers &headers) const { Inject(headers); }
};
} // namespace util

namespace net {
httplib::Headers WithTrace(httplib::Headers headers) {
  util::Inject(headers);
  return headers;
}
} // namespace net

void inject_by_reference_ok(httplib::Client &client) {
  Call call;
  httplib::Headers headers;
  util::Inject(headers);
  client.Get("/a", headers);
}

void inject_by_pointer_ok(httplib::Client &client) {
  Call call;
  httplib::Headers headers;
  util::InjectPointer(&headers);
  client.Get("/a", headers);
}

void inject_by_template_ok(httplib::Client &client) {
  Call call;
  httplib::Headers headers;
  client.Get("/a", util::InjectAny(headers));
}

void inject_by_member_ok(httplib::Client &client, util::Injector &injector) {
  Call call;
  httplib::Headers headers;
  injector.Apply(headers);
  client.Get("/a", headers);
}

void inject_by_value_ok(httplib::Client &client) {
  Call call;
  client.Get("/a", net::WithTrace({}));
}

void named_headers_bad(httplib::Client &client) {
  Call call;
  httplib::Headers headers;
  client.Get("/a", headers);
  // WARN missing-context-injection:
}

void const_headers_bad(httplib::Client &client) {
  Call call;
  const httplib::Headers headers;
  client.Get("/a", headers);
  // WARN missing-context-injection:
}

void temporary_headers_bad(httplib::Client &client) {
  Call call;
  client.Get("/a", httplib::Headers{{"accept", "text/html"}});
  // WARN missing-context-injection:
  client.Get("/b", {{"accept", "text/html"}});
  // WARN missing-context-injection:
}

void no_headers_bad(httplib::Client &client) {
  Call call;
  client.Get("/a");
  // WARN missing-context-injection:
}

void moved_headers_bad(httplib::Client &client) {
  Call call;
  httplib::Headers headers;
  client.Get("/a", std::move(headers));
  // WARN missing-context-injection:
}

// In conditions and loops a statement cannot stand before the call.
void in_condition_bad(httplib::Client &client) {
  Call call;
  httplib::Headers headers;
  if (auto result = client.Get("/a", headers); !result)
    // WARN missing-context-injection:
    return;
  while (client.Get("/b", headers))
    // WARN missing-context-injection:
    break;
}

void without_braces_bad(httplib::Client &client, bool first) {
  Call call;
  httplib::Headers headers;
  if (first)
    client.Get("/a", headers);
  // WARN missing-context-injection:
  else
    client.Get("/b", headers);
  // WARN missing-context-injection:
}

void in_switch_bad(httplib::Client &client, int what) {
  Call call;
  httplib::Headers headers;
  switch (what) {
  case 1:
    client.Get("/a", headers);
    // WARN missing-context-injection:
    break;
  default:
    client.Get("/b", headers);
    // WARN missing-context-injection:
  }
}

// The helper's namespace is also the name of something else.
struct Shop {
  int util;
  void hidden_by_member_bad(httplib::Client &client) {
    Call call;
    httplib::Headers headers;
    client.Get("/a", headers);
    // WARN missing-context-injection:
  }
};

void hidden_by_variable_bad(httplib::Client &client) {
  Call call;
  httplib::Headers headers;
  int util = 0;
  client.Get("/a", headers);
  // WARN missing-context-injection:
  (void)util;
}

// A class that holds the helper; a static member has no object of it.
class Api {
public:
  void injects_ok() {
    Call call;
    httplib::Headers headers;
    injector_.Apply(headers);
    client_.Get("/a", headers);
  }
  static void no_object_bad(httplib::Client &client) {
    Call call;
    httplib::Headers headers;
    client.Get("/a", headers);
    // WARN missing-context-injection:
  }

private:
  httplib::Client client_{"api", 80};
  util::Injector injector_;
};

// Private to a class that is not this one.
class Hidden {
  static void InjectPrivately(httplib::Headers &headers) {
    util::Inject(headers);
  }

public:
  static void injects_ok(httplib::Client &client) {
    Call call;
    httplib::Headers headers;
    InjectPrivately(headers);
    client.Get("/a", headers);
  }
};
