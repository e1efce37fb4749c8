# Read by firmware/CMakeLists.txt. Zephyr's driver sleeps 2.1 s while the system starts, for the sake of a real network card; QEMU's
# does not need it. Nothing of Zephyr's is changed: the one file of the driver is compiled with a header in front.

if(CONFIG_ETH_SMSC911X)
  set_property(
    SOURCE ${ZEPHYR_BASE}/drivers/ethernet/eth_smsc911x.c
    TARGET_DIRECTORY drivers__ethernet
    APPEND PROPERTY COMPILE_OPTIONS -include ${CMAKE_CURRENT_LIST_DIR}/smsc911x_sleep.h
  )
endif()
