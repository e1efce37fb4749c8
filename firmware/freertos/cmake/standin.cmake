# Read by CMakeLists.txt: the stand-in for Zephyr's kernel and drivers.

file(GLOB STANDIN_SOURCES CONFIGURE_DEPENDS ${STANDIN}/src/*.c ${STANDIN}/src/*.S)

add_library(standin OBJECT ${STANDIN_SOURCES})
target_link_libraries(standin PUBLIC freertos)
aio_warnings(standin)
