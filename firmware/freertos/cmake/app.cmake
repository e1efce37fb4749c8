# Read by CMakeLists.txt: firmware/src and the link.

file(GLOB APP_SOURCES CONFIGURE_DEPENDS ${FIRMWARE}/src/*.c)
list(APPEND APP_SOURCES ${ENGINE_SOURCES})
if(CONFIG_AIO_BENCH)
  file(GLOB BENCH_SOURCES CONFIGURE_DEPENDS ${AIO_ROOT}/bench/c/*.c)
  list(APPEND APP_SOURCES ${BENCH_SOURCES})
endif()
# A test of the stand-in replaces the application.
if(AIO_APP_SOURCES)
  set(APP_SOURCES ${AIO_APP_SOURCES})
endif()

add_executable(firmware ${APP_SOURCES})
set_target_properties(firmware PROPERTIES OUTPUT_NAME firmware SUFFIX .elf)
aio_warnings(firmware)

set(LINKER_SCRIPT ${STANDIN}/boards/${AIO_BOARD}.ld)
target_link_libraries(firmware PRIVATE standin engine)
if(TARGET net)
  target_link_libraries(firmware PRIVATE net)
endif()
target_link_options(firmware PRIVATE
  -mcpu=cortex-m3 -mthumb -nostartfiles --specs=nano.specs
  -T ${LINKER_SCRIPT} -Wl,--gc-sections -Wl,--fatal-warnings
  -Wl,-Map=${CMAKE_BINARY_DIR}/firmware.map -Wl,--print-memory-usage
)
set_target_properties(firmware PROPERTIES LINK_DEPENDS ${LINKER_SCRIPT})
