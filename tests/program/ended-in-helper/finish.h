#pragma once
#include "http_spans.h"

/// Notes the status and ends the span.
void finish(const SpanPtr &span, int status);
/// Notes the status; the span goes on.
void note(const SpanPtr &span, int status);
/// Ends the span of a request that failed.
void finishIfFailed(const SpanPtr &span, int status);
