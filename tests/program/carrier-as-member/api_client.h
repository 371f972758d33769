#pragma once
#include <httplib.h>

#include <string>

/// One request's client: the headers come with the constructor.
class ApiClient {
public:
  ApiClient(const std::string &host, httplib::Headers headers);
  bool get(const std::string &path);

private:
  httplib::Client client_;
  httplib::Headers headers_;
};

/// The same with a setter.
class ReportClient {
public:
  explicit ReportClient(const std::string &host);
  void setHeaders(const httplib::Headers &headers);
  bool get(const std::string &path);

private:
  httplib::Client client_;
  httplib::Headers headers_;
};

/// The same, filled by a method of its own.
class AuditClient {
public:
  explicit AuditClient(const std::string &host);
  bool put(const std::string &path);

private:
  void prepare();
  httplib::Client client_;
  httplib::Headers headers_;
};
