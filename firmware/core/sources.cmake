# Read by CMakeLists.txt: the files of the module.
#
# Out: AIO_MODULE_SOURCES, absolute; AIO_MODULE_DNS_SOURCES, those that need CONFIG_DNS_RESOLVER

set(AIO_MODULE_SOURCES loop.c reactor.c reactor_table.c selector.c send_room.c stats.c timer_heap.c timers.c)
set(AIO_MODULE_DNS_SOURCES address_text.c host_name.c lookups.c questions.c resolver.c)
if(CONFIG_AIO_SELECTOR_POLL)
  list(APPEND AIO_MODULE_SOURCES selector_poll.c)
else()
  list(APPEND AIO_MODULE_SOURCES selector_select.c)
endif()
if(CONFIG_AIO_ALARM_COUNTER)
  list(APPEND AIO_MODULE_SOURCES alarm_counter.c)
else()
  list(APPEND AIO_MODULE_SOURCES alarm_timer.c)
endif()
list(TRANSFORM AIO_MODULE_SOURCES PREPEND ${CMAKE_CURRENT_LIST_DIR}/)
list(TRANSFORM AIO_MODULE_DNS_SOURCES PREPEND ${CMAKE_CURRENT_LIST_DIR}/)
