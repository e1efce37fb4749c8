# Read by firmware/CMakeLists.txt: finds the sources of the chosen engine, and makes target `engine` of them.

include(${AIO_ROOT}/firmware/set-up.cmake)

if(CONFIG_AIO_ENGINE_JERRYSCRIPT)
  find_path(AIO_JERRYSCRIPT jerry-core/include/jerryscript.h
    PATHS ${WEST_TOPDIR}/modules/lib/jerryscript ${WEST_TOPDIR}/modules/lang/jerryscript ${WEST_TOPDIR}/jerryscript
    DOC "a JerryScript 3.0 tree" NO_DEFAULT_PATH)
  if(NOT AIO_JERRYSCRIPT)
    message(FATAL_ERROR "The workspace ${WEST_TOPDIR} has no JerryScript: have modules/lib/jerryscript in its manifest as west.yml "
      "has it and run `west update jerryscript`, give a tree of JerryScript 3.0 with -DAIO_JERRYSCRIPT=PATH, or choose the other "
      "engine with -DCONFIG_AIO_ENGINE_QUICKJS=y")
  endif()
  include(${FIRMWARE}/engine/jerryscript/jerryscript.cmake)
else()
  find_path(AIO_QUICKJS quickjs.c
    PATHS ${AIO_ROOT}/vendor/rquickjs-sys/quickjs ${WEST_TOPDIR}/modules/lib/quickjs-ng
    DOC "a QuickJS-ng 0.16 tree" NO_DEFAULT_PATH)
  if(NOT AIO_QUICKJS)
    message(FATAL_ERROR "The workspace ${WEST_TOPDIR} has no QuickJS-ng: have modules/lib/quickjs-ng in its manifest as west.yml has "
      "it and run `west update quickjs-ng`, or give a tree of QuickJS-ng 0.16 with -DAIO_QUICKJS=PATH")
  endif()
  include(${FIRMWARE}/engine/quickjs/quickjs.cmake)
endif()
target_link_libraries(engine PRIVATE zephyr_interface)
