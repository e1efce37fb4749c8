# Read by CMakeLists.txt: the engine that Kconfig names, as target `engine`, and ENGINE_SOURCES, our files for it.

if(CONFIG_AIO_ENGINE_JERRYSCRIPT)
  include(${FIRMWARE}/src/engine/jerryscript.cmake)
else()
  set(AIO_QUICKJS ${AIO_VENDOR}/rquickjs-sys/quickjs CACHE PATH "a QuickJS-ng 0.16 tree")
  include(${FIRMWARE}/src/engine/quickjs.cmake)
endif()
