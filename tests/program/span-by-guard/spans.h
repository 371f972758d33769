// Guards over spans; nothing of tracing is in this header.
#pragma once
#include <httplib.h>

#include <memory>

/// The request's span, active as long as it lives.
class ServerSpan {
public:
  ServerSpan(const char *name, const httplib::Request &request);
  ~ServerSpan();
  ServerSpan(const ServerSpan &) = delete;

private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A call's span, active as long as it lives.
class CallSpan {
public:
  explicit CallSpan(const char *name);
  ~CallSpan();
  CallSpan(const CallSpan &) = delete;

private:
  struct State;
  std::unique_ptr<State> state_;
};
