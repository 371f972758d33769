#include "common/audit.h"

#include "http_spans.h"

int main() {
  audit("start");
  // NO-NOTE is called here
  archive("start");
  auto span = Tracer()->StartSpan("nightly report");
  trace::Scope scope(span);
  return report({{"accept", "text/plain"}}) ? 0 : 1;
  // NOTE hands in headers into which nothing was injected
}
