# Read by jerryscript.cmake where CONFIG_AIO_JS_SNAPSHOT is set: the tool that makes a snapshot of a program. It is JerryScript itself,
# from the firmware's sources and with the firmware's options, compiled for this machine.
#
# In:  AIO_HOST_CC  this machine's C compiler (default: cc, gcc or clang)
#      JERRY_CHANGED, JERRY_PATCHES, jerry_files, jerry_dirs, jerry_options, AIO_JERRYSCRIPT, FIRMWARE
# Out: BUILD/host/snapshot, made with the firmware
#      AIO_SNAPSHOT_ID  for the application: a number that is another one for each engine whose byte code differs

find_program(AIO_HOST_CC NAMES cc gcc clang DOC "this machine's C compiler" NO_CMAKE_FIND_ROOT_PATH)
if(NOT AIO_HOST_CC)
  message(FATAL_ERROR "CONFIG_AIO_JS_SNAPSHOT needs this machine's own C compiler, which makes the tool for snapshots, and found no "
    "cc, gcc or clang: install one, or give its path with -DAIO_HOST_CC=PATH")
endif()

# Numbers of byte codes and of strings that the engine knows are in a snapshot. Where they come from is the whole of jerry-core.
set(facts ${jerry_options})
foreach(file ${jerry_files})
  file(SHA256 ${AIO_JERRYSCRIPT}/jerry-core/${file} hash)
  list(APPEND facts ${hash})
endforeach()
foreach(file ${JERRY_HEADERS} ${FIRMWARE}/engine/jerryscript/jerryscript_patches.cmake ${JERRY_PATCHES})
  file(SHA256 ${file} hash)
  list(APPEND facts ${hash})
endforeach()
string(SHA256 hash "${facts}")
string(SUBSTRING ${hash} 0 8 hash)
target_compile_definitions(engine PUBLIC AIO_SNAPSHOT_ID=0x${hash}u)

set(tool ${CMAKE_CURRENT_BINARY_DIR}/host/snapshot)
set(tool_source ${FIRMWARE}/engine/host/jerryscript_snapshot.c ${FIRMWARE}/engine/host/jerryscript_platform.c)
set(tool_dirs ${AIO_JERRYSCRIPT}/jerry-core/include ${jerry_dirs})
list(TRANSFORM tool_dirs PREPEND -I)
set(tool_definitions
  ${jerry_options}
  AIO_SNAPSHOT_ID=0x${hash}u
  JERRY_SNAPSHOT_SAVE=1
  # All that pointers of 16 bits reach: what does not fit would not fit into a device.
  JERRY_GLOBAL_HEAP_SIZE=512
  JERRY_STACK_LIMIT=4096
)
list(TRANSFORM tool_definitions PREPEND -D)
file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/host)
add_custom_command(
  OUTPUT ${tool}
  COMMAND ${AIO_HOST_CC} -O1 -w ${tool_definitions} ${tool_dirs} -MD -MF ${tool}.d -MT ${tool}
          -o ${tool} ${JERRY_CHANGED}/jerryscript.c ${tool_source} -lm
  DEPENDS ${JERRY_CHANGED}/jerryscript.c ${tool_source}
  DEPFILE ${tool}.d
  COMMENT "Building the tool for snapshots"
  VERBATIM
)
add_custom_target(snapshot_tool ALL DEPENDS ${tool})
