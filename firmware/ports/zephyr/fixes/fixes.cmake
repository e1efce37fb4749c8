# Read by firmware/CMakeLists.txt: the files of this folder, and the functions of Zephyr in whose place they stand.

target_sources(app PRIVATE
  ${CMAKE_CURRENT_LIST_DIR}/aborted_connect.c
  ${CMAKE_CURRENT_LIST_DIR}/interface_locks.c
  ${CMAKE_CURRENT_LIST_DIR}/receive_room.c
  ${CMAKE_CURRENT_LIST_DIR}/window_update.c
)
set(AIO_WRAPPED net_pkt_rx_alloc_with_buffer net_tcp_put net_tcp_update_recv_wnd)
list(APPEND AIO_WRAPPED net_if_ipv4_addr_mask_cmp net_if_ipv4_is_addr_bcast net_if_nbr_reachability_hint net_ipv6_start_dad)
list(TRANSFORM AIO_WRAPPED PREPEND -Wl,--wrap=)
zephyr_ld_options(${AIO_WRAPPED})
# A connection's state is of a header that is Zephyr's network's own.
set_property(
  SOURCE ${CMAKE_CURRENT_LIST_DIR}/aborted_connect.c ${CMAKE_CURRENT_LIST_DIR}/window_update.c
  APPEND PROPERTY COMPILE_OPTIONS -isystem ${ZEPHYR_BASE}/subsys/net/ip
)
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
if(CONFIG_AIO_FIX_ARP_TABLE)
  target_sources(app PRIVATE ${CMAKE_CURRENT_LIST_DIR}/arp_table.c)
  zephyr_ld_options(-Wl,--wrap=net_arp_prepare)
  set_property(
    SOURCE ${CMAKE_CURRENT_LIST_DIR}/arp_table.c
    APPEND PROPERTY COMPILE_OPTIONS -isystem ${ZEPHYR_BASE}/subsys/net/l2
  )
endif()
if(CONFIG_AIO_FIX_MEMORY)
  target_sources(app PRIVATE ${CMAKE_CURRENT_LIST_DIR}/memory.c)
endif()
