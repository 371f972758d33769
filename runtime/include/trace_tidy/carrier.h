// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Says how the headers of a message are written and read. Knows neither a
// tracing API nor a library: trace_tidy/trace.h and trace_tidy/opentracing.h
// use it, the headers beside it specialise it.
#ifndef TRACE_TIDY_CARRIER_H
#define TRACE_TIDY_CARRIER_H

namespace trace_tidy {

/// The headers of a T. For a type of your own:
///
///   template <> struct trace_tidy::CarrierTraits<Envelope> {
///     // Afterwards Key has Value alone; an older value is gone.
///     static void set(Envelope &Carrier, const std::string &Key,
///                     const std::string &Value);
///     // The value of Key, "" if there is none; the first one of several.
///     static std::string get(const Envelope &Carrier,
///                            const std::string &Key);
///     // Calls See(key, value) with strings until it returns false. Only
///     // OpenTracing asks for it.
///     template <class Visitor>
///     static void each(const Envelope &Carrier, Visitor See);
///   };
///
/// A carrier that is never sent needs no set, one that is never received
/// neither get nor each. Keys come as the propagator spells them, as a rule in
/// lower case. OpenTelemetry calls set and get in functions that are noexcept:
/// an exception that leaves them ends the program.
///
/// Enable is for partial specialisations with a condition.
template <class T, class Enable = void> struct CarrierTraits;

} // namespace trace_tidy

#endif // TRACE_TIDY_CARRIER_H
