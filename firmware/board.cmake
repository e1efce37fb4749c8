# Read by CMakeLists.txt before Zephyr's build begins: boards/NAME/NAME.conf and NAME.overlay of the board that is built for.
# NAME is Zephyr's name of the board and its qualifiers with _ in the place of /.

set(board ${BOARD})
if(NOT board)
  set(board $ENV{BOARD})
endif()
if(NOT board)
  set(board ${CACHED_BOARD})
endif()
string(REPLACE "/" "_" board "${board}")
set(folder ${AIO_ROOT}/boards/${board})
# In front of what the user gives, so that it can be overridden.
if(EXISTS ${folder}/${board}.conf)
  list(PREPEND EXTRA_CONF_FILE ${folder}/${board}.conf)
endif()
if(EXISTS ${folder}/${board}.overlay)
  list(PREPEND EXTRA_DTC_OVERLAY_FILE ${folder}/${board}.overlay)
endif()
