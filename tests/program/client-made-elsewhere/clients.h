// Channels and clients, and who propagates.
#pragma once
#include "shop.grpc.h"

#include <httplib.h>

#include <memory>
#include <string>

/// Its interceptors propagate.
std::shared_ptr<grpc::Channel> tracedChannel(const std::string &target);
/// It does not.
std::shared_ptr<grpc::Channel> plainChannel(const std::string &target);

/// One request's client; its default headers carry the context.
std::unique_ptr<httplib::Client> tracedClient(const std::string &host);
/// Its default headers do not.
std::unique_ptr<httplib::Client> plainClient(const std::string &host);
