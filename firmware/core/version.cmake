# Read by firmware/CMakeLists.txt before Zephyr's build begins, and by CMakeLists.txt where another application takes the module: another
# Zephyr would end in an error of Kconfig or of the compiler that does not say why.
#
# Out: AIO_ZEPHYR  the Zephyr that CMake takes: the one of ZEPHYR_BASE, which `west build` sets, else the one of the west workspace around
#                  this checkout; empty where neither is there, and only a Zephyr that was exported can be found

# The Zephyr of the first of a folder and those above that is a west workspace; as `west config zephyr.base` says it.
function(aio_find_workspace folder result)
  set(${result} "" PARENT_SCOPE)
  set(above "")
  while(NOT folder STREQUAL above)
    if(EXISTS ${folder}/.west/config)
      file(STRINGS ${folder}/.west/config lines REGEX "^ *base *=")
      string(REGEX REPLACE "^ *base *= *" "" base "${lines}")
      if(NOT base)
        set(base zephyr)
      endif()
      get_filename_component(base ${base} ABSOLUTE BASE_DIR ${folder})
      set(${result} ${base} PARENT_SCOPE)
      return()
    endif()
    set(above ${folder})
    get_filename_component(folder ${folder} DIRECTORY)
  endwhile()
endfunction()

# As Zephyr's own CMake package looks for it.
set(AIO_ZEPHYR ${ZEPHYR_BASE})
if(NOT AIO_ZEPHYR)
  set(AIO_ZEPHYR $ENV{ZEPHYR_BASE})
endif()
set(named "ZEPHYR_BASE=${AIO_ZEPHYR}")
if(NOT AIO_ZEPHYR)
  aio_find_workspace(${CMAKE_CURRENT_LIST_DIR} AIO_ZEPHYR)
  set(named "the workspace's ${AIO_ZEPHYR}")
endif()

if(AIO_ZEPHYR AND NOT EXISTS ${AIO_ZEPHYR}/VERSION)
  message(FATAL_ERROR "${named} is no Zephyr: it has no VERSION. Run `west update` in the workspace, or unset ZEPHYR_BASE")
elseif(AIO_ZEPHYR)
  file(STRINGS ${AIO_ZEPHYR}/VERSION lines REGEX "^(VERSION_MAJOR|VERSION_MINOR|PATCHLEVEL) *=")
  list(TRANSFORM lines REPLACE "^.*= *([0-9]+).*$" "\\1")
  list(JOIN lines "." version)
  if(NOT version MATCHES "^3\\.7\\." AND NOT AIO_ZEPHYR_UNCHECKED)
    message(FATAL_ERROR "${AIO_ZEPHYR} is Zephyr ${version}, and async-io-ts is written for Zephyr 3.7: "
      "docs/zephyr.md says how `west init -l` and `west update` make a workspace with it, and what -DAIO_ZEPHYR_UNCHECKED=ON takes")
  endif()
endif()
