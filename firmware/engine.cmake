# Read by CMakeLists.txt: finds the sources of the chosen engine, and makes target `engine` of them.

if(CONFIG_AIO_ENGINE_JERRYSCRIPT)
  find_path(AIO_JERRYSCRIPT jerry-core/include/jerryscript.h
    PATHS ${WEST_TOPDIR}/modules/lib/jerryscript ${WEST_TOPDIR}/modules/lang/jerryscript ${WEST_TOPDIR}/jerryscript
    DOC "a JerryScript 3.0 tree" NO_DEFAULT_PATH)
  include(src/engine/jerryscript.cmake)
else()
  find_path(AIO_QUICKJS quickjs.c
    PATHS ${AIO_ROOT}/vendor/rquickjs-sys/quickjs ${WEST_TOPDIR}/modules/lib/quickjs-ng
    DOC "a QuickJS-ng 0.16 tree" NO_DEFAULT_PATH)
  include(src/engine/quickjs.cmake)
endif()
target_link_libraries(engine PRIVATE zephyr_interface)
