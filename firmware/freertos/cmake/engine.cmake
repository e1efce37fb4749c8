# Read by CMakeLists.txt: the engine that Kconfig names, as target `engine`.

if(CONFIG_AIO_ENGINE_JERRYSCRIPT)
  message(FATAL_ERROR "CONFIG_AIO_ENGINE_JERRYSCRIPT: the FreeRTOS build has QuickJS-ng only")
endif()

set(QUICKJS ${AIO_VENDOR}/rquickjs-sys/quickjs)
add_library(engine STATIC
  ${QUICKJS}/quickjs.c
  ${QUICKJS}/libregexp.c
  ${QUICKJS}/libunicode.c
  ${QUICKJS}/dtoa.c
)
target_include_directories(engine SYSTEM PUBLIC ${QUICKJS})
target_compile_options(engine PRIVATE -w -include engine/quickjs_port.h)
target_compile_definitions(engine PRIVATE _GNU_SOURCE)
