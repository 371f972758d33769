# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Installs the runtime into a folder of its own, and builds and runs the project
# in package/ with it, installed and as a subdirectory.
#   cmake -D BUILD=... -D WORK=... -D RUNTIME=... -D COMPILER=... -D GENERATOR=...
#         -P package_test.cmake

function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE result
                  OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${ARGV}:\n${output}")
  endif()
endfunction()

function(use name)
  run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/package -B ${WORK}/${name}
      -G ${GENERATOR} -D CMAKE_CXX_COMPILER=${COMPILER} ${ARGN})
  run(${CMAKE_COMMAND} --build ${WORK}/${name})
  run(${WORK}/${name}/user)
endfunction()

file(REMOVE_RECURSE ${WORK})
run(${CMAKE_COMMAND} --install ${BUILD} --component runtime --prefix ${WORK}/prefix)
use(installed -D CMAKE_PREFIX_PATH=${WORK}/prefix)
use(vendored -D RUNTIME_FOLDER=${RUNTIME})
