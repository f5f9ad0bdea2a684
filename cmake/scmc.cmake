# Every folder is a target that links only what stands before it.
#   scmc_library(NAME [OWN_HEADERS] [DEPENDS targets...])   all .cpp files of the current folder; with precompiled headers of its own
#   scmc_test(NAME [LABEL quick|full] [SOURCES files...] [DEPENDS targets...])   a GoogleTest program, its cases listed in ctest
find_package(GTest REQUIRED)
find_package(Threads REQUIRED)
include(GoogleTest)

# GCC 12 sees an overlap in the operator+ of std::string where there is none: its -Wrestrict is off.
set(scmc_warnings -Wall -Wextra $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)

# What nearly every file reads, read once. A file still names what it uses: with -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON nothing is precompiled.
set(scmc_standard_headers <algorithm> <cmath> <cstdint> <functional> <map> <memory> <optional> <set> <sstream> <string> <string_view> <utility>
                          <variant> <vector>)
add_library(scmc_precompiled OBJECT ${CMAKE_SOURCE_DIR}/cmake/precompiled/none.cpp)
target_precompile_headers(scmc_precompiled PRIVATE ${scmc_standard_headers})
# Of the runtime, which shared libraries are made of, too.
add_library(scmc_runtime_precompiled OBJECT ${CMAKE_SOURCE_DIR}/cmake/precompiled/none.cpp)
set_target_properties(scmc_runtime_precompiled PROPERTIES POSITION_INDEPENDENT_CODE ON)
target_precompile_headers(scmc_runtime_precompiled PRIVATE ${scmc_standard_headers})
# Of the tests, whose options differ.
add_library(scmc_test_precompiled OBJECT ${CMAKE_SOURCE_DIR}/cmake/precompiled/none.cpp)
target_compile_options(scmc_test_precompiled PRIVATE $<$<CONFIG:Release>:-O1>)
target_link_libraries(scmc_test_precompiled PRIVATE GTest::gtest Threads::Threads)
target_precompile_headers(scmc_test_precompiled PRIVATE ${scmc_standard_headers} <gtest/gtest.h>)

# scmc_soname(VARIABLE LIBRARY): the name by which the system loads a shared library.
function(scmc_soname variable library)
  execute_process(COMMAND ${CMAKE_OBJDUMP} -p ${library} OUTPUT_VARIABLE headers)
  if(NOT headers MATCHES "SONAME +([^ \n]+)")
    message(FATAL_ERROR "${library} is not a shared library with a name")
  endif()
  set(${variable} ${CMAKE_MATCH_1} PARENT_SCOPE)
endfunction()

function(scmc_library name)
  cmake_parse_arguments(arg "OWN_HEADERS" "" "DEPENDS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  if(sources)
    add_library(${name} STATIC ${sources})
    target_compile_options(${name} PRIVATE ${scmc_warnings})
    target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
    target_link_libraries(${name} PUBLIC ${arg_DEPENDS})
    if(CMAKE_CURRENT_SOURCE_DIR MATCHES "^${CMAKE_SOURCE_DIR}/runtime/")
      set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
      target_precompile_headers(${name} REUSE_FROM scmc_runtime_precompiled)
    elseif(NOT arg_OWN_HEADERS)
      target_precompile_headers(${name} REUSE_FROM scmc_precompiled)
    endif()
  else()
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE ${CMAKE_SOURCE_DIR})
    target_link_libraries(${name} INTERFACE ${arg_DEPENDS})
  endif()
endfunction()

function(scmc_test name)
  cmake_parse_arguments(arg "" "LABEL" "SOURCES;DEPENDS" ${ARGN})
  if(NOT arg_LABEL)
    set(arg_LABEL quick)
  endif()
  add_executable(${name} ${arg_SOURCES})
  # What takes time to run is in the libraries; the tests' own code compiles in two thirds of the time this way.
  target_compile_options(${name} PRIVATE ${scmc_warnings} $<$<CONFIG:Release>:-O1>)
  target_compile_definitions(${name} PRIVATE SCMC_SOURCE_DIR="${CMAKE_SOURCE_DIR}" SCMC_BINARY_DIR="${CMAKE_BINARY_DIR}")
  target_link_libraries(${name} PRIVATE ${arg_DEPENDS} GTest::gtest GTest::gtest_main Threads::Threads)
  target_precompile_headers(${name} REUSE_FROM scmc_test_precompiled)
  gtest_discover_tests(${name} TEST_PREFIX ${name}. PROPERTIES LABELS ${arg_LABEL} TIMEOUT 600 DISCOVERY_TIMEOUT 60)
endfunction()
