// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <trace_tidy/carrier.h>
#include <trace_tidy/map.h>

int main() {
  std::map<std::string, std::string> Headers;
  trace_tidy::CarrierTraits<decltype(Headers)>::set(Headers, "key", "value");
  return Headers.size() == 1 ? 0 : 1;
}
