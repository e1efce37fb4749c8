# Read by CMakeLists.txt: the engine that Kconfig names, as target `engine`, and ENGINE_SOURCES, our files for it.

if(CONFIG_AIO_ENGINE_JERRYSCRIPT)
  include(${FIRMWARE}/src/engine/jerryscript.cmake)
else()
  include(${FIRMWARE}/src/engine/quickjs.cmake)
endif()
