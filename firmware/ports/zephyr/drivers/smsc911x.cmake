# Read by firmware/CMakeLists.txt. Zephyr's driver does not fit the network card that QEMU emulates in the points that
# smsc911x_qemu.h names. Nothing of Zephyr's is changed: the one file of the driver is compiled with that header in front.

if(CONFIG_ETH_SMSC911X)
  set_property(
    SOURCE ${ZEPHYR_BASE}/drivers/ethernet/eth_smsc911x.c
    TARGET_DIRECTORY drivers__ethernet
    APPEND PROPERTY COMPILE_OPTIONS
      -I${ZEPHYR_BASE}/drivers/ethernet -include ${CMAKE_CURRENT_LIST_DIR}/smsc911x_qemu.h
  )
endif()
