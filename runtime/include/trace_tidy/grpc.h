// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gRPC: the metadata of a call. A grpc::ClientContext is written, what derives
// from grpc::ServerContextBase (ServerContext, CallbackServerContext and the
// generic ones) is read. Written for 1.51.
#ifndef TRACE_TIDY_GRPC_H
#define TRACE_TIDY_GRPC_H

#include "trace_tidy/carrier.h"

#include <grpcpp/client_context.h>
#include <grpcpp/server_context.h>

#include <string>
#include <type_traits>

namespace trace_tidy {
namespace detail {

/// Keys of metadata are in lower case; others are refused when the call starts
/// (<grpcpp/client_context.h>, AddMetadata).
inline std::string metadata_key(std::string Key) {
  for (char &Letter : Key)
    if (Letter >= 'A' && Letter <= 'Z')
      Letter = static_cast<char>(Letter - 'A' + 'a');
  return Key;
}

} // namespace detail

/// Metadata can only be added: a context into which something was injected
/// twice sends it twice. A ClientContext is good for one call anyway.
template <class T>
struct CarrierTraits<T, typename std::enable_if<std::is_base_of<
                            grpc::ClientContext, T>::value>::type> {
  static void set(grpc::ClientContext &Carrier, const std::string &Key,
                  const std::string &Value) {
    Carrier.AddMetadata(detail::metadata_key(Key), Value);
  }
};

template <class T>
struct CarrierTraits<T, typename std::enable_if<std::is_base_of<
                            grpc::ServerContextBase, T>::value>::type> {
  static std::string get(const T &Carrier, const std::string &Key) {
    const auto &Metadata = Carrier.client_metadata();
    const auto Header = Metadata.find(detail::metadata_key(Key));
    return Header == Metadata.end() ? std::string() : text(Header->second);
  }

  template <class Visitor> static void each(const T &Carrier, Visitor See) {
    for (const auto &Header : Carrier.client_metadata())
      if (!See(text(Header.first), text(Header.second)))
        return;
  }

private:
  static std::string text(grpc::string_ref Ref) {
    return std::string(Ref.data(), Ref.size());
  }
};

} // namespace trace_tidy

#endif // TRACE_TIDY_GRPC_H
