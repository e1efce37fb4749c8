# Read by CMakeLists.txt: the files of the module.
#
# Out: AIO_MODULE_SOURCES, absolute; AIO_MODULE_DNS_SOURCES, those that need CONFIG_DNS_RESOLVER

set(AIO_MODULE_SOURCES fd_sets.c loop.c reactor.c reactor_table.c stats.c timer_heap.c timers.c)
set(AIO_MODULE_DNS_SOURCES address_text.c host_name.c resolver.c)
list(TRANSFORM AIO_MODULE_SOURCES PREPEND ${CMAKE_CURRENT_LIST_DIR}/)
list(TRANSFORM AIO_MODULE_DNS_SOURCES PREPEND ${CMAKE_CURRENT_LIST_DIR}/)
