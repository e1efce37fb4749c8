# Read by firmware/CMakeLists.txt when Kconfig is done: a firmware without a network card would build, and fail when it boots.

set(sources "")
if(TARGET drivers__ethernet)
  get_target_property(sources drivers__ethernet SOURCES)
endif()
# Without a driver there is the file that all of them share, or none.
list(FILTER sources INCLUDE REGEX "(^|/)eth_[^/]*\\.c$")
if(NOT sources)
  message(FATAL_ERROR "${BOARD}${BOARD_QUALIFIERS} has no Ethernet that Zephyr knows of: no driver of drivers/ethernet is enabled, "
    "as the devicetree has no enabled node for one. Choose a board with Ethernet (docs/boards.md), or give it one: a node with status "
    "\"okay\" in an overlay (-DEXTRA_DTC_OVERLAY_FILE=FILE)")
endif()
