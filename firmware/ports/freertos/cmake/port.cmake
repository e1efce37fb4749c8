# Read by CMakeLists.txt: Zephyr's kernel and drivers on FreeRTOS, as target `port`.

add_library(port OBJECT
  ${PORT}/src/cbprintf.c
  ${PORT}/src/clock.c
  ${PORT}/src/fault.c
  ${PORT}/src/heap.c
  ${PORT}/src/irq.c
  ${PORT}/src/libc.c
  ${PORT}/src/mpu.c
  ${PORT}/src/mutex.c
  ${PORT}/src/printk.c
  ${PORT}/src/random.c
  ${PORT}/src/sem.c
  ${PORT}/src/startup.c
  ${PORT}/src/thread.c
  ${PORT}/src/timeout.c
  ${PORT}/src/timer.c
  ${PORT}/src/uart.c
  ${PORT}/src/usage.c
  ${PORT}/src/wait.c
)
target_link_libraries(port PUBLIC freertos)
aio_configured(port)
aio_warnings(port)
