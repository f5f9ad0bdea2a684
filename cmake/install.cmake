# `cmake --install BUILD --prefix DIR`: the program, its library as text, and the package `scmc` that emitted models find. Headers stand
# below include/scmc, where `#include "runtime/..."` of a target that links scmc::runtime finds them.
include(CMakePackageConfigHelpers)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/scmc)

install(TARGETS scmc RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY stdlib DESTINATION ${CMAKE_INSTALL_DATADIR}/scmc FILES_MATCHING PATTERN "*.scm")
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(TARGETS scmc_runtime EXPORT scmc ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES runtime/model.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/scmc/runtime)
foreach(folder math emitted sample diagnose)
  install(DIRECTORY runtime/${folder} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/scmc/runtime FILES_MATCHING PATTERN "*.h")
endforeach()

install(EXPORT scmc NAMESPACE scmc:: FILE scmcTargets.cmake DESTINATION ${package})
file(WRITE ${CMAKE_BINARY_DIR}/scmcConfig.cmake "include(CMakeFindDependencyMacro)
find_dependency(Threads)
include(\${CMAKE_CURRENT_LIST_DIR}/scmcTargets.cmake)
")
write_basic_package_version_file(${CMAKE_BINARY_DIR}/scmcConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/scmcConfig.cmake ${CMAKE_BINARY_DIR}/scmcConfigVersion.cmake DESTINATION ${package})
