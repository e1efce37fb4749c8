# Read by CMakeLists.txt: flags that everything shares, and aio_warnings() for what is ours.

if(CONFIG_SIZE_OPTIMIZATIONS)
  set(OPTIMISE -Os)
elseif(CONFIG_DEBUG_OPTIMIZATIONS)
  set(OPTIMISE -Og)
else()
  set(OPTIMISE -O2)
endif()

# Paths in __FILE__ and debug information are the repository's, so that builds in two folders are the same.
add_compile_options(
  -mcpu=cortex-m3 -mthumb ${OPTIMISE} -g -gdwarf-4
  -ffunction-sections -fdata-sections -fno-common -fno-strict-aliasing
  -ffile-prefix-map=${AIO_ROOT}=. -ffile-prefix-map=${AIO_VENDOR}=vendor
)
add_compile_definitions(__ZEPHYR__=1 BOARD_HEADER="${PORT}/boards/${AIO_BOARD}.h")
include_directories(${GENERATED} ${AIO_SIZES} ${PORT}/include ${FIRMWARE} ${FIRMWARE}/core ${FIRMWARE}/core/include ${FIRMWARE}/app)

# What Kconfig says, for all but the engine (engine.cmake).
function(aio_configured)
  foreach(target ${ARGN})
    target_compile_options(${target} PRIVATE "SHELL:-include ${AUTOCONF}")
  endforeach()
endfunction()

function(aio_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Werror)
endfunction()
