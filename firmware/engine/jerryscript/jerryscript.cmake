# Read by Zephyr's build and by firmware/ports/freertos/cmake/engine.cmake: JerryScript 3.0, which is published as a git repository only, as target `engine`.
#
# In:  AIO_JERRYSCRIPT  a JerryScript 3.0 tree (cmake -DAIO_JERRYSCRIPT=PATH)
#      FIRMWARE, CONFIG_AIO_JS_HEAP_SIZE, CONFIG_AIO_JS_SNAPSHOT, CONFIG_AIO_JS_PARSER
# Out: the target; ENGINE_SOURCES: the files of firmware/engine that go with it; ENGINE_INPUTS: the files that the target is made of

if(NOT EXISTS "${AIO_JERRYSCRIPT}/jerry-core/include/jerryscript.h")
  message(FATAL_ERROR "CONFIG_AIO_ENGINE_JERRYSCRIPT needs a JerryScript 3.0 tree: give its path as -DAIO_JERRYSCRIPT=PATH")
endif()

include(${FIRMWARE}/engine/jerryscript/jerryscript_patches.cmake)

file(GLOB_RECURSE JERRY_HEADERS ${AIO_JERRYSCRIPT}/jerry-core/*.h)
set(jerry_dirs)
foreach(header ${JERRY_HEADERS})
  get_filename_component(dir ${header} DIRECTORY)
  list(APPEND jerry_dirs ${dir})
endforeach()
list(REMOVE_DUPLICATES jerry_dirs)

# What byte code depends on: jerryscript_snapshot.cmake builds a second engine with the same.
set(jerry_options
  JERRY_NDEBUG
  # Messages of errors.
  JERRY_ERROR_MESSAGES=1
  # Unhandled rejections.
  JERRY_PROMISE_CALLBACK=1
  # memory() and figure().
  JERRY_MEM_STATS=1
  # A program is one bundle.
  JERRY_MODULE_SYSTEM=0
)
if(CONFIG_AIO_JS_SNAPSHOT)
  list(APPEND jerry_options JERRY_SNAPSHOT_EXEC=1)
else()
  # Positions, for stacks.
  list(APPEND jerry_options JERRY_LINE_INFO=1)
endif()
# Compressed pointers of 16 bits reach 512 KB.
if(CONFIG_AIO_JS_HEAP_SIZE GREATER 524288)
  list(APPEND jerry_options JERRY_CPOINTER_32_BIT=1)
endif()

add_library(engine STATIC ${JERRY_CHANGED}/jerryscript.c)
target_include_directories(engine PRIVATE ${jerry_dirs})
target_include_directories(engine SYSTEM PUBLIC ${AIO_JERRYSCRIPT}/jerry-core/include)
# For size, but for the parts that jerryscript_patches.cmake names.
target_compile_options(engine PRIVATE -w -Os)
target_compile_definitions(engine PRIVATE
  ${jerry_options}
  # The sizes of heap and stack, and when to collect, are known when it is linked: jerryscript_sizes.h.
  AIO_LINKED_SIZES=1
  JERRY_STACK_LIMIT=1
)

if(NOT CONFIG_AIO_JS_PARSER)
  target_compile_definitions(engine PRIVATE AIO_NO_PARSER=1)
endif()

if(CONFIG_AIO_JS_SNAPSHOT)
  include(${FIRMWARE}/engine/jerryscript/jerryscript_snapshot.cmake)
endif()

set(ENGINE_INPUTS ${JERRY_HEADERS})
foreach(file ${jerry_files})
  list(APPEND ENGINE_INPUTS ${AIO_JERRYSCRIPT}/jerry-core/${file})
endforeach()
list(APPEND ENGINE_INPUTS
  ${FIRMWARE}/engine/jerryscript/jerryscript_buffers.h
  ${FIRMWARE}/engine/jerryscript/jerryscript_core.h
  ${FIRMWARE}/engine/jerryscript/jerryscript_dates.h
  ${FIRMWARE}/engine/jerryscript/jerryscript_decimal.h
  ${FIRMWARE}/engine/jerryscript/jerryscript_sizes.h
  ${FIRMWARE}/engine/jerryscript/jerryscript_typedarray_copies.h
  ${FIRMWARE}/engine/jerryscript/jerryscript_typedarrays.h
  ${FIRMWARE}/engine/jerryscript/jerryscript_patches.cmake
  ${JERRY_PATCHES}
  ${FIRMWARE}/engine/jerryscript/jerryscript_regexp.h
)

file(GLOB ENGINE_SOURCES CONFIGURE_DEPENDS ${FIRMWARE}/engine/jerryscript/jerryscript*.c)
list(APPEND ENGINE_SOURCES ${FIRMWARE}/engine/report.c)
