# Read by firmware/CMakeLists.txt: the files of this folder, and the functions of Zephyr in whose place they stand.

if(CONFIG_AIO_FIX_UDP_QUEUE)
  target_sources(app PRIVATE ${CMAKE_CURRENT_LIST_DIR}/udp_queue.c)
  zephyr_ld_options(-Wl,--wrap=net_context_recv)
endif()
if(CONFIG_AIO_FIX_SEND_NOW)
  target_sources(app PRIVATE ${CMAKE_CURRENT_LIST_DIR}/send_now.c)
  set(wrapped net_pkt_alloc net_pkt_alloc_with_buffer net_pkt_alloc_buffer_raw net_pkt_clone net_pkt_rx_clone)
  list(TRANSFORM wrapped PREPEND -Wl,--wrap=)
  zephyr_ld_options(${wrapped})
endif()
if(CONFIG_AIO_FIX_CONNECTIONS)
  target_sources(app PRIVATE ${CMAKE_CURRENT_LIST_DIR}/connections.c)
  zephyr_ld_options(-Wl,--wrap=net_context_get -Wl,--wrap=net_conn_register)
  # A connection's state is of a header that is Zephyr's network's own.
  set_property(
    SOURCE ${CMAKE_CURRENT_LIST_DIR}/connections.c
    APPEND PROPERTY COMPILE_OPTIONS -isystem ${ZEPHYR_BASE}/subsys/net/ip
  )
endif()
if(CONFIG_AIO_FIX_MEMORY)
  target_sources(app PRIVATE ${CMAKE_CURRENT_LIST_DIR}/memory.c)
endif()
