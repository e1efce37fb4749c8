# Read by CMakeLists.txt: the stand-in for Zephyr's kernel and drivers.

add_library(standin OBJECT
  ${STANDIN}/src/cbprintf.c
  ${STANDIN}/src/clock.c
  ${STANDIN}/src/fault.c
  ${STANDIN}/src/heap.c
  ${STANDIN}/src/irq.c
  ${STANDIN}/src/libc.c
  ${STANDIN}/src/mpu.c
  ${STANDIN}/src/mutex.c
  ${STANDIN}/src/printk.c
  ${STANDIN}/src/random.c
  ${STANDIN}/src/sem.c
  ${STANDIN}/src/startup.c
  ${STANDIN}/src/thread.c
  ${STANDIN}/src/timeout.c
  ${STANDIN}/src/timer.c
  ${STANDIN}/src/uart.c
  ${STANDIN}/src/usage.c
  ${STANDIN}/src/wait.c
)
target_link_libraries(standin PUBLIC freertos)
aio_configured(standin)
aio_warnings(standin)
