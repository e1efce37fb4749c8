# CMake fragment, read by firmware/freertos/CMakeLists.txt: QuickJS-ng 0.16 from the vendored crate.
#
# In:  AIO_VENDOR       the folder that `cargo vendor` filled
#      AIO_SOURCE_DIR   firmware/src
# Out: the object library aio_quickjs, and in the parent's scope AIO_ENGINE_SOURCES,
#      AIO_ENGINE_INCLUDES and AIO_ENGINE_LIBRARIES for the target that holds firmware/src

set(quickjs_dir ${AIO_VENDOR}/rquickjs-sys/quickjs)

add_library(aio_quickjs OBJECT
  ${quickjs_dir}/quickjs.c
  ${quickjs_dir}/libregexp.c
  ${quickjs_dir}/libunicode.c
  ${quickjs_dir}/dtoa.c
)
target_include_directories(aio_quickjs SYSTEM PUBLIC ${quickjs_dir})
# What a target without threads and time zones needs: see the header.
target_compile_options(aio_quickjs PRIVATE
  -include ${AIO_SOURCE_DIR}/engine/quickjs_port.h
  -std=gnu11 -O2 -w
)
# NDEBUG leaves out the dump functions, and the printf() that they bring in.
target_compile_definitions(aio_quickjs PRIVATE NDEBUG _GNU_SOURCE)

set(AIO_ENGINE_SOURCES
  ${AIO_SOURCE_DIR}/engine/quickjs.c
  ${AIO_SOURCE_DIR}/engine/quickjs_heap.c
  ${AIO_SOURCE_DIR}/engine/quickjs_rejections.c
  ${AIO_SOURCE_DIR}/engine/quickjs_source.c
  ${AIO_SOURCE_DIR}/engine/quickjs_stack.c
  ${AIO_SOURCE_DIR}/engine/quickjs_values.c
  ${AIO_SOURCE_DIR}/engine/report.c
)
set(AIO_ENGINE_INCLUDES ${quickjs_dir})
set(AIO_ENGINE_LIBRARIES aio_quickjs)
