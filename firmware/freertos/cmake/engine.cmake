# Read by CMakeLists.txt: the engine that Kconfig names, as target `engine`, and ENGINE_SOURCES, our files for it.

if(CONFIG_AIO_ENGINE_JERRYSCRIPT)
  include(jerryscript.cmake)
else()
  include(quickjs.cmake)
endif()
