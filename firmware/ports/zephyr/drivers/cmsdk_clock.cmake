# Read by firmware/CMakeLists.txt: the system clock of the boards that QEMU emulates with CMSDK timers (firmware/ports/zephyr/Kconfig.devicetree).

if(CONFIG_AIO_CMSDK_CLOCK)
  target_sources(app PRIVATE ${CMAKE_CURRENT_LIST_DIR}/cmsdk_clock.c)
endif()
