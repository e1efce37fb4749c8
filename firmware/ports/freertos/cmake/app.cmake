# Read by CMakeLists.txt: firmware/core, firmware/app and the link.
#
# In: AIO_APP_SOURCES    replaces firmware/core and firmware/app, for the port's tests
#     AIO_APP_LIBRARIES  what those need of: engine net
#     ENGINE_LIBRARY

set(AIO_APP_SOURCES "" CACHE STRING "sources of another application, separated by ;")
set(AIO_APP_LIBRARIES "" CACHE STRING "its libraries")
if(AIO_APP_SOURCES)
  set(APP_SOURCES ${AIO_APP_SOURCES})
  set(APP_LIBRARIES ${AIO_APP_LIBRARIES})
elseif(CONFIG_PORT_TEST)
  file(GLOB APP_SOURCES CONFIGURE_DEPENDS ${PORT}/test/*.c)
  list(APPEND APP_SOURCES ${FAULT_SOURCES})
  set(APP_LIBRARIES)
else()
  set(APP_LIBRARIES ${ENGINE_LIBRARY} net)
  file(GLOB_RECURSE APP_SOURCES CONFIGURE_DEPENDS ${FIRMWARE}/app/*.c)
  include(${FIRMWARE}/core/sources.cmake)
  list(APPEND APP_SOURCES ${AIO_MODULE_SOURCES} ${AIO_MODULE_DNS_SOURCES})
  list(APPEND APP_SOURCES ${ENGINE_SOURCES})
endif()
if(CONFIG_AIO_BENCH AND NOT CONFIG_PORT_TEST AND NOT AIO_APP_SOURCES)
  file(GLOB BENCH_SOURCES CONFIGURE_DEPENDS ${AIO_ROOT}/bench/c/*.c)
  list(APPEND APP_SOURCES ${BENCH_SOURCES})
endif()

file(READ ${AIO_ROOT}/package.json package)
string(JSON AIO_VERSION GET ${package} version)

add_executable(firmware ${APP_SOURCES})
set_target_properties(firmware PROPERTIES OUTPUT_NAME firmware SUFFIX .elf)
aio_configured(firmware)
target_compile_definitions(firmware PRIVATE
  AIO_KERNEL="${CONFIG_AIO_KERNEL}" AIO_BOARD="${AIO_BOARD}" AIO_VERSION="${AIO_VERSION}")
aio_warnings(firmware)

set(LINKER_SCRIPT ${PORT}/boards/${AIO_BOARD}.ld)
target_link_libraries(firmware PRIVATE port ${APP_LIBRARIES} m)
# newlib, not its small variant: that one's memcpy() goes byte by byte.
target_link_options(firmware PRIVATE
  -mcpu=cortex-m3 -mthumb -nostartfiles
  -T ${LINKER_SCRIPT} -Wl,--gc-sections -Wl,--fatal-warnings
  -Wl,-Map=${CMAKE_BINARY_DIR}/firmware.map -Wl,--print-memory-usage
)
set_target_properties(firmware PROPERTIES LINK_DEPENDS ${LINKER_SCRIPT})
