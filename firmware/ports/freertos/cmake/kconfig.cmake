# Read by CMakeLists.txt: Kconfig fragments to ${GENERATED}/autoconf.h and ${CMAKE_BINARY_DIR}/.config, and the latter's
# symbols as CMake variables.

set(DOTCONFIG ${CMAKE_BINARY_DIR}/.config)
set(AUTOCONF ${GENERATED}/autoconf.h)
set(BOARD_CONF ${AIO_ROOT}/boards/${AIO_BOARD}/${AIO_BOARD}.conf)

set(CONF_FILES)
if(EXISTS ${BOARD_CONF})
  list(APPEND CONF_FILES ${BOARD_CONF})
endif()
foreach(file ${EXTRA_CONF_FILE})
  get_filename_component(path ${file} ABSOLUTE BASE_DIR ${CMAKE_BINARY_DIR})
  list(APPEND CONF_FILES ${path})
endforeach()

file(GLOB KCONFIG_FILES ${FIRMWARE}/Kconfig* ${FIRMWARE}/core/Kconfig* ${AIO_ROOT}/boards/memory/Kconfig* ${PORT}/Kconfig.zephyr ${PORT}/src/net/Kconfig)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${KCONFIG_FILES} ${CONF_FILES} ${PORT}/kconfig.py)

file(MAKE_DIRECTORY ${GENERATED})
execute_process(
  COMMAND ${CMAKE_COMMAND} -E env AIO_BOARD=${AIO_BOARD} PYTHONDONTWRITEBYTECODE=1
          ${AIO_PYTHON} ${PORT}/kconfig.py ${FIRMWARE}/Kconfig ${DOTCONFIG} ${AUTOCONF} ${CONF_FILES}
  RESULT_VARIABLE status
  ERROR_VARIABLE message
)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "${message}")
endif()

file(STRINGS ${DOTCONFIG} lines REGEX "^CONFIG_")
foreach(line ${lines})
  if(line MATCHES "^(CONFIG_[A-Za-z0-9_]+)=\"?([^\"]*)\"?$")
    set(${CMAKE_MATCH_1} "${CMAKE_MATCH_2}")
  endif()
endforeach()
