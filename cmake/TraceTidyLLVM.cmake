# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Finds LLVM and clang of the wanted major and says how code that uses them is
# compiled. Only shared libraries are linked (clang-cpp, LLVM), and the plugin
# links none: it takes them from the clang-tidy that loads it.

set(TRACE_TIDY_LLVM_DIR /usr/lib/llvm-${TRACE_TIDY_LLVM_MAJOR} CACHE PATH
    "Where LLVM ${TRACE_TIDY_LLVM_MAJOR} is installed")

# Not find_package: LLVM's package files want every static library of LLVM.
foreach(needed include/clang-tidy/ClangTidyCheck.h include/clang/AST/AST.h
               include/llvm/Config/llvm-config.h lib/libclangTidy.a)
  if(NOT EXISTS ${TRACE_TIDY_LLVM_DIR}/${needed})
    message(FATAL_ERROR "${TRACE_TIDY_LLVM_DIR}/${needed} is not there: install "
                        "llvm-${TRACE_TIDY_LLVM_MAJOR}-dev and "
                        "libclang-${TRACE_TIDY_LLVM_MAJOR}-dev (scripts/bootstrap does)")
  endif()
endforeach()
file(STRINGS ${TRACE_TIDY_LLVM_DIR}/include/llvm/Config/llvm-config.h version
     REGEX "define LLVM_VERSION_STRING ")
string(REGEX REPLACE ".*\"(.*)\".*" "\\1" LLVM_PACKAGE_VERSION "${version}")
if(NOT LLVM_PACKAGE_VERSION MATCHES "^${TRACE_TIDY_LLVM_MAJOR}[.]")
  message(FATAL_ERROR "${TRACE_TIDY_LLVM_DIR} holds LLVM ${LLVM_PACKAGE_VERSION}, "
                      "not ${TRACE_TIDY_LLVM_MAJOR}")
endif()
message(STATUS "LLVM ${LLVM_PACKAGE_VERSION} in ${TRACE_TIDY_LLVM_DIR}")

# The headers and flags, without a library to link.
add_library(trace_tidy_llvm INTERFACE)
target_include_directories(trace_tidy_llvm INTERFACE ${CMAKE_SOURCE_DIR}
                                                     ${CMAKE_BINARY_DIR}/generated)
target_include_directories(trace_tidy_llvm SYSTEM INTERFACE ${TRACE_TIDY_LLVM_DIR}/include)
target_compile_options(trace_tidy_llvm INTERFACE
                       -fPIC -fno-rtti -fno-exceptions -Wall -Wextra)
target_compile_definitions(trace_tidy_llvm INTERFACE
                           __STDC_CONSTANT_MACROS __STDC_FORMAT_MACROS __STDC_LIMIT_MACROS)

# What an executable links on top.
add_library(trace_tidy_llvm_libs INTERFACE)
target_link_directories(trace_tidy_llvm_libs INTERFACE ${TRACE_TIDY_LLVM_DIR}/lib)
target_link_options(trace_tidy_llvm_libs INTERFACE
                    -Wl,-rpath,${TRACE_TIDY_LLVM_DIR}/lib -Wl,--gc-sections)
# The run-time library's name: libclang-NN-dev has no link for the linker.
file(GLOB clang_cpp ${TRACE_TIDY_LLVM_DIR}/lib/libclang-cpp.so*)
if(NOT clang_cpp)
  message(FATAL_ERROR "no libclang-cpp.so in ${TRACE_TIDY_LLVM_DIR}/lib")
endif()
list(GET clang_cpp 0 clang_cpp)
target_link_libraries(trace_tidy_llvm_libs INTERFACE
                      clangTidy clangTidyUtils ${clang_cpp} LLVM)

find_package(Threads REQUIRED)
target_link_libraries(trace_tidy_llvm_libs INTERFACE Threads::Threads)

# One precompiled header for all targets: the heavy headers of clang.
function(trace_tidy_use_llvm target)
  target_link_libraries(${target} PRIVATE trace_tidy_llvm)
  # The same flags everywhere, or the precompiled header could not be shared.
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE OFF DEFINE_SYMBOL "")
  if(target STREQUAL "trace_tidy_analysis")
    target_precompile_headers(${target} PRIVATE
      <clang/AST/ASTContext.h>
      <clang/AST/RecursiveASTVisitor.h>
      <clang/Analysis/CFG.h>
      <clang/Frontend/CompilerInstance.h>
      <clang/ASTMatchers/ASTMatchFinder.h>
      <llvm/Support/YAMLTraits.h>
      <string> <vector> <map>)
  else()
    target_precompile_headers(${target} REUSE_FROM trace_tidy_analysis)
  endif()
endfunction()
