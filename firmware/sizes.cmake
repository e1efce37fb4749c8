# Read by firmware/CMakeLists.txt and firmware/ports/freertos/CMakeLists.txt: a header that defines some options anew, which only <aio/sizes.h>
# reads.
#
# Every file reads Kconfig's header, so that a change of one option compiles all of them again. Options that size an array of a few files
# are written here in their place by harness/build/sizes.ts, and ninja compiles these files. It is empty otherwise: Kconfig counts.
#
# Out: AIO_SIZES  the folder with aio_sizes.h

set(AIO_SIZES ${CMAKE_BINARY_DIR}/sizes)
if(NOT EXISTS ${AIO_SIZES}/aio_sizes.h)
  file(WRITE ${AIO_SIZES}/aio_sizes.h "")
endif()
