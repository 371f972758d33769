#include "finish.h"

void note(const SpanPtr &span, int status) {
  span->SetAttribute("http.response.status_code", status);
}

void finish(const SpanPtr &span, int status) {
  note(span, status);
  span->End();
  // NOTE the span ends here
}

void finishIfFailed(const SpanPtr &span, int status) {
  if (status >= 500)
    finish(span, status);
}
