// Spans and scopes by helpers whose bodies are elsewhere.
#pragma once
#include "http_spans.h"

#include <libpq-fe.h>

/// The request's span, not yet active, with its parent.
SpanPtr beginRequest(const char *name, const httplib::Request &request);
/// The same, and the parent is forgotten.
SpanPtr beginAlone(const char *name, const httplib::Request &request);
/// Makes the span active as long as the result lives.
trace::Scope activate(const SpanPtr &span);
/// Sends with what is current.
bool ask(const char *path);
