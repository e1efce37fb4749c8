# Read by firmware/CMakeLists.txt before Zephyr's build begins: boards/NAME/NAME.conf and NAME.overlay of the board that is built for.
# NAME is Zephyr's name of the board and its qualifiers with _ in the place of /.

set(board ${BOARD})
if(NOT board)
  set(board $ENV{BOARD})
endif()
if(NOT board)
  set(board ${CACHED_BOARD})
endif()
string(REGEX REPLACE "[@/].*" "" family "${board}")
string(REPLACE "/" "_" board "${board}")
if(NOT EXISTS ${AIO_ROOT}/boards/${board} AND EXISTS ${AIO_ROOT}/boards/${family})
  # The same board by a longer name: nucleo_f767zi/stm32f767xx, or a revision behind @.
  set(board ${family})
endif()
# What the firmware calls itself.
set(AIO_BOARD ${board})
set(folder ${AIO_ROOT}/boards/${board})
if(NOT EXISTS ${folder})
  message(WARNING "boards/ has no folder ${board}: give what it would hold, CONFIG_AIO_IMAGE_ADDRESS, CONFIG_AIO_IMAGE_SIZE and a source "
    "of entropy among it, with -DEXTRA_CONF_FILE=FILE and -DEXTRA_DTC_OVERLAY_FILE=FILE (docs/boards.md)")
endif()
# In front of what the user gives, so that it can be overridden.
if(EXISTS ${folder}/${board}.conf)
  list(PREPEND EXTRA_CONF_FILE ${folder}/${board}.conf)
endif()
if(EXISTS ${folder}/${board}.overlay)
  list(PREPEND EXTRA_DTC_OVERLAY_FILE ${folder}/${board}.overlay)
endif()

# The module with the chip's drivers: without it the build ends at a header of the devicetree that it does not find. Where there is
# no west, whoever gives the modules knows which.
if(EXISTS ${folder}/board.json)
  file(READ ${folder}/board.json json)
  string(JSON module ERROR_VARIABLE none GET "${json}" zephyr module)
  find_program(AIO_WEST west)
  if(AIO_WEST AND NOT none)
    set(workspace $ENV{ZEPHYR_BASE})
    if(NOT workspace)
      set(workspace ${AIO_ROOT})
    endif()
    execute_process(
      COMMAND ${AIO_WEST} list -f {abspath} ${module}
      WORKING_DIRECTORY ${workspace}
      OUTPUT_VARIABLE path ERROR_VARIABLE trouble OUTPUT_STRIP_TRAILING_WHITESPACE
    )
    if(path AND NOT EXISTS ${path})
      message(FATAL_ERROR "${board} needs the module ${module}, which is not at ${path}: run `west update ${module}`")
    elseif(trouble MATCHES "unknown project")
      message(FATAL_ERROR "${board} needs the module ${module}, which the workspace's manifest does not have: add it to west.yml")
    endif()
  endif()
endif()
