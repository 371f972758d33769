# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Binary formats: FlatBuffers schemas, compiled into headers.
find_program(TRACE_TIDY_FLATC flatc)
if(NOT TRACE_TIDY_FLATC)
  message(FATAL_ERROR "flatc is not there: install flatbuffers-compiler and "
                      "libflatbuffers-dev (scripts/bootstrap does)")
endif()

# Makes FOLDER_IN_GENERATED/NAME_generated.h of FOLDER/NAME.fbs for the target.
function(trace_tidy_schema target folder folder_in_generated name)
  set(to ${CMAKE_BINARY_DIR}/generated/${folder_in_generated})
  add_custom_command(OUTPUT ${to}/${name}_generated.h
    COMMAND ${TRACE_TIDY_FLATC} --cpp -o ${to} ${folder}/${name}.fbs
    DEPENDS ${folder}/${name}.fbs VERBATIM)
  target_sources(${target} PRIVATE ${to}/${name}_generated.h)
endfunction()
