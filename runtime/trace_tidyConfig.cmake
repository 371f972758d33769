# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# find_package(trace_tidy [COMPONENTS ...]): the targets of all components that
# were installed here. Today that is runtime, with the target trace_tidy::runtime.
file(GLOB _trace_tidy_files "${CMAKE_CURRENT_LIST_DIR}/trace_tidy_*Targets.cmake")
foreach(_trace_tidy_file IN LISTS _trace_tidy_files)
  include("${_trace_tidy_file}")
  if(_trace_tidy_file MATCHES "/trace_tidy_([^/]*)Targets\\.cmake$")
    set(trace_tidy_${CMAKE_MATCH_1}_FOUND TRUE)
  endif()
endforeach()

foreach(_trace_tidy_component IN LISTS trace_tidy_FIND_COMPONENTS)
  if(trace_tidy_FIND_REQUIRED_${_trace_tidy_component}
     AND NOT trace_tidy_${_trace_tidy_component}_FOUND)
    set(trace_tidy_FOUND FALSE)
    string(APPEND trace_tidy_NOT_FOUND_MESSAGE
           "trace_tidy has no component ${_trace_tidy_component} here. ")
  endif()
endforeach()
