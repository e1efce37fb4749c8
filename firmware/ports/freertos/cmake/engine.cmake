# Read by CMakeLists.txt: the engine that Kconfig names, as target `engine`, and ENGINE_SOURCES, our files for it.
#
# The engine takes most of a build's time, and reads nothing of autoconf.h: what Kconfig says to it is in its flags. So it is compiled
# once for equal sources and flags, whatever else differs.
#
# In:  AIO_ENGINE_CACHE  a folder that other builds share (default: every build compiles its own)
# Out: ENGINE_LIBRARY    what the application links: the target, or the library that another build has made

set(AIO_ENGINE_CACHE "" CACHE PATH "a folder for compiled engines, which builds may share")

if(CONFIG_AIO_ENGINE_JERRYSCRIPT)
  include(${FIRMWARE}/engine/jerryscript/jerryscript.cmake)
else()
  set(AIO_QUICKJS ${AIO_VENDOR}/rquickjs-sys/quickjs CACHE PATH "a QuickJS-ng 0.16 tree")
  include(${FIRMWARE}/engine/quickjs/quickjs.cmake)
endif()

# The name of a compiled engine: a hash of the compiler, the flags, and the files that it is made of, without this machine's paths.
function(aio_engine_name result)
  get_property(general DIRECTORY PROPERTY COMPILE_OPTIONS)
  set(facts ${CMAKE_C_COMPILER_ID} ${CMAKE_C_COMPILER_VERSION} ${general})
  foreach(property COMPILE_OPTIONS COMPILE_DEFINITIONS)
    get_target_property(values engine ${property})
    list(APPEND facts ${property} ${values})
  endforeach()
  get_target_property(sources engine SOURCES)
  foreach(source ${sources})
    get_source_file_property(values ${source} COMPILE_OPTIONS)
    list(APPEND facts ${values})
  endforeach()
  list(SORT ENGINE_INPUTS)
  foreach(file ${ENGINE_INPUTS})
    file(SHA256 ${file} hash)
    list(APPEND facts ${hash})
  endforeach()
  foreach(place ${CMAKE_BINARY_DIR} ${AIO_VENDOR} ${AIO_ROOT} ${AIO_JERRYSCRIPT})
    string(REPLACE "${place}" "" facts "${facts}")
  endforeach()
  string(SHA256 name "${facts}")
  set(${result} ${name} PARENT_SCOPE)
endfunction()

# `engine` as a library that is there: with its headers, without its sources.
function(aio_import_engine file)
  add_library(compiled_engine STATIC IMPORTED)
  get_target_property(headers engine INTERFACE_INCLUDE_DIRECTORIES)
  get_target_property(definitions engine INTERFACE_COMPILE_DEFINITIONS)
  set_target_properties(compiled_engine PROPERTIES IMPORTED_LOCATION ${file} INTERFACE_INCLUDE_DIRECTORIES "${headers}")
  if(definitions)
    set_target_properties(compiled_engine PROPERTIES INTERFACE_COMPILE_DEFINITIONS "${definitions}")
  endif()
endfunction()

set(ENGINE_LIBRARY engine)
if(AIO_ENGINE_CACHE)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${ENGINE_INPUTS})
  aio_engine_name(name)
  set(compiled ${AIO_ENGINE_CACHE}/${name}/libengine.a)
  if(EXISTS ${compiled})
    # Where it is removed, CMake runs again.
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${compiled})
    # It is in use: the one that was not for longest is removed first.
    file(TOUCH_NOCREATE ${AIO_ENGINE_CACHE}/${name})
    aio_import_engine(${compiled})
    set(ENGINE_LIBRARY compiled_engine)
  else()
    # Renamed into place: another build may look for it at any time.
    string(RANDOM LENGTH 8 suffix)
    add_custom_command(TARGET engine POST_BUILD
      COMMAND ${CMAKE_COMMAND} -E make_directory ${AIO_ENGINE_CACHE}/${name}
      COMMAND ${CMAKE_COMMAND} -E copy $<TARGET_FILE:engine> ${compiled}.${suffix}
      COMMAND ${CMAKE_COMMAND} -E rename ${compiled}.${suffix} ${compiled}
      VERBATIM
    )
  endif()
endif()
