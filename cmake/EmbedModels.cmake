# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Turns models/*.yaml into one C++ file that defines builtinModels(). Included
# by the build it defines trace_tidy_embed_models(VARIABLE), which sets VARIABLE
# to the file made; run as a script (-D OUTPUT=... -D LIST=...) it makes it.

if(CMAKE_SCRIPT_MODE_FILE AND DEFINED OUTPUT)
  file(STRINGS ${LIST} models)
  set(rows "")
  foreach(model IN LISTS models)
    get_filename_component(name ${model} NAME)
    # As bytes: CMake's lists would eat semicolons and brackets, and compilers
    # limit the length of string literals.
    file(READ ${model} hex HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
    string(MAKE_C_IDENTIFIER ${name} id)
    file(SIZE ${model} size)
    string(APPEND arrays "static const char ${id}[] = {${bytes}'\\0'};\n")
    string(APPEND rows "    {\"${name}\", llvm::StringRef(${id}, ${size})},\n")
  endforeach()
  if(rows STREQUAL "")
    set(body "  return {};\n")
  else()
    set(body "  static const BuiltinModel Models[] = {\n${rows}  };\n  return Models;\n")
  endif()
  file(WRITE ${OUTPUT}.tmp "// Made by cmake/EmbedModels.cmake from models/*.yaml. Do not edit.
#include \"analysis/model/ModelSet.h\"

namespace trace_tidy {
${arrays}
llvm::ArrayRef<BuiltinModel> builtinModels() {
${body}}
} // namespace trace_tidy
")
  file(RENAME ${OUTPUT}.tmp ${OUTPUT})
  return()
endif()

function(trace_tidy_embed_models variable)
  set(output ${CMAKE_BINARY_DIR}/generated/BuiltinModels.cpp)
  file(GLOB models CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/models/*.yaml)
  list(SORT models)
  # Written only when it changes, so that a file that is gone rebuilds as well.
  set(list ${CMAKE_BINARY_DIR}/generated/models.txt)
  string(REPLACE ";" "\n" lines "${models}")
  file(CONFIGURE OUTPUT ${list} CONTENT "${lines}\n" @ONLY)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -D OUTPUT=${output} -D LIST=${list}
            -P ${CMAKE_SOURCE_DIR}/cmake/EmbedModels.cmake
    DEPENDS ${models} ${list} ${CMAKE_SOURCE_DIR}/cmake/EmbedModels.cmake
    COMMENT "Embedding models/*.yaml" VERBATIM)
  set(${variable} ${output} PARENT_SCOPE)
endfunction()
