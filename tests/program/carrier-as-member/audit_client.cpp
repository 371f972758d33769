// The rest of AuditClient.
#include "api_client.h"
#include "http_spans.h"

void AuditClient::prepare() {
  MapCarrier carrier(headers_);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
}
