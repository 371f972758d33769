#include "scopes.h"

#include <string>

// Reported at the call in the handler, not in the helper.
void getAlone(const httplib::Request &request, httplib::Response &response) {
  auto span = beginAlone("GET /alone", request);
  // WARN missing-context-extraction:
  auto scope = activate(span);
  response.status = ask("/alone") ? 200 : 502;
}

void getStock(const httplib::Request &request, httplib::Response &response) {
  auto span = beginRequest("GET /stock", request);
  auto scope = activate(span);
  response.status = ask("/stock") ? 200 : 502;
}

// The scope dies at once; the span is still open and held.
void getPrice(const httplib::Request &request, httplib::Response &response) {
  auto span = beginRequest("GET /price", request);
  activate(span);
  // WARN discarded-scope:
  response.status = ask("/price") ? 200 : 502;
}
