# Read by firmware/CMakeLists.txt: the files of this folder, and the functions of Zephyr in whose place they stand.

if(CONFIG_AIO_FIX_UDP_QUEUE)
  target_sources(app PRIVATE ${CMAKE_CURRENT_LIST_DIR}/udp_queue.c)
  zephyr_ld_options(-Wl,--wrap=net_context_recv)
endif()
if(CONFIG_AIO_FIX_UDP_SEND)
  target_sources(app PRIVATE ${CMAKE_CURRENT_LIST_DIR}/udp_send.c)
  zephyr_ld_options(-Wl,--wrap=net_pkt_alloc_with_buffer -Wl,--wrap=net_pkt_rx_clone)
endif()
