# Read by Zephyr's build and by firmware/ports/freertos/cmake/engine.cmake: QuickJS-ng from the vendored crate, as target `engine`.
#
# In:  AIO_QUICKJS  a QuickJS-ng 0.16 tree
#      FIRMWARE, AIO_SET_UP
# Out: the target; ENGINE_SOURCES: the files of firmware/engine that go with it; ENGINE_INPUTS: the files that the target is made of

set(QUICKJS ${AIO_QUICKJS})
if(NOT EXISTS ${QUICKJS}/quickjs.c)
  message(FATAL_ERROR "CONFIG_AIO_ENGINE_QUICKJS needs a QuickJS-ng 0.16 tree: `${AIO_SET_UP}` fetches one, or give its path as -DAIO_QUICKJS=PATH")
endif()

# Writes ${QUICKJS_CHANGED}: quickjs.c with cheaper promises.
include(${FIRMWARE}/engine/quickjs/quickjs_patches.cmake)

add_library(engine STATIC
  ${QUICKJS_CHANGED}
  ${QUICKJS}/libregexp.c
  ${QUICKJS}/libunicode.c
  ${QUICKJS}/dtoa.c
)
target_include_directories(engine SYSTEM PUBLIC ${QUICKJS})
# The header stands in for threads, time zones and buffered streams. Warnings are QuickJS's own affair.
target_compile_options(engine PRIVATE -w "SHELL:-include ${FIRMWARE}/engine/quickjs/quickjs_port.h")
# NDEBUG leaves out the functions that dump, with the printf() that they bring in.
target_compile_definitions(engine PRIVATE _GNU_SOURCE NDEBUG)
# Measured against -O2: promises and await cost 8 % fewer instructions, calls 9 %, at 69 KB more flash. The first scheduling
# pass costs the interpreter more in spilled registers than it wins on a core that executes in order.
if(CONFIG_SPEED_OPTIMIZATIONS)
  set_source_files_properties(${QUICKJS_CHANGED} PROPERTIES COMPILE_OPTIONS "-O3;-fno-schedule-insns")
endif()

file(GLOB ENGINE_INPUTS ${QUICKJS}/*.h)
list(APPEND ENGINE_INPUTS
  ${QUICKJS_CHANGED}
  ${QUICKJS}/libregexp.c
  ${QUICKJS}/libunicode.c
  ${QUICKJS}/dtoa.c
  ${FIRMWARE}/engine/quickjs/quickjs_port.h
)

file(GLOB ENGINE_SOURCES CONFIGURE_DEPENDS ${FIRMWARE}/engine/quickjs/quickjs*.c)
list(APPEND ENGINE_SOURCES ${FIRMWARE}/engine/report.c)
