# Read by CMakeLists.txt: the FreeRTOS kernel. Only the scheduler is used; its queues, timers and heaps are not.

set(FREERTOS ${AIO_VENDOR}/freertos-next/FreeRTOS-Kernel)

add_library(freertos STATIC
  ${FREERTOS}/tasks.c
  ${FREERTOS}/list.c
  ${FREERTOS}/portable/GCC/ARM_CM3/port.c
)
target_include_directories(freertos SYSTEM PUBLIC ${FREERTOS}/include ${FREERTOS}/portable/GCC/ARM_CM3)
target_include_directories(freertos PUBLIC ${PORT}/config)
aio_configured(freertos)
