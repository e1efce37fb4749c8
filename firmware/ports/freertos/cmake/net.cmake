# Read by CMakeLists.txt: lwIP, and Zephyr's sockets on it, as target `net`.

set(LWIP ${AIO_VENDOR}/lwip/src)
if(NOT EXISTS ${LWIP}/core/tcp.c)
  message(FATAL_ERROR "AIO_VENDOR=${AIO_VENDOR}: it holds no lwip/src; `${AIO_SET_UP}` fetches it")
endif()

# lwIP's callback API, and none of its sockets or its thread: timeouts.c and src/api are left out. So is its resolver, in whose place is
# src/net/dns.c.
file(GLOB LWIP_SOURCES ${LWIP}/core/*.c ${LWIP}/core/ipv4/*.c ${LWIP}/core/ipv6/*.c ${LWIP}/netif/ethernet.c)
list(FILTER LWIP_SOURCES EXCLUDE REGEX "/(timeouts|sys|dns)\\.c$")

add_library(lwip STATIC ${LWIP_SOURCES})
target_include_directories(lwip SYSTEM PUBLIC ${LWIP}/include)
target_compile_options(lwip PRIVATE -w)

file(GLOB NET_SOURCES CONFIGURE_DEPENDS ${PORT}/src/net/*.c)
add_library(net STATIC ${NET_SOURCES})
target_link_libraries(net PUBLIC lwip)
# lwIP calls back.
target_link_libraries(lwip PRIVATE net)
aio_configured(lwip net)
aio_warnings(net)

# The network's tests, in the place of the application.
if(CONFIG_NET_TEST)
  set(AIO_APP_SOURCES
    ${PORT}/test/main.c
    ${PORT}/test/net/net.c
    ${FAULT_SOURCES}
    CACHE STRING "" FORCE
  )
  set(AIO_APP_LIBRARIES net CACHE STRING "" FORCE)
endif()
