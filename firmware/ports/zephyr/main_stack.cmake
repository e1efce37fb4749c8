# Read by firmware/CMakeLists.txt: CONFIG_AIO_JS_STACK_SIZE as a size (sizes.cmake). The JavaScript thread is main()'s, so that Zephyr's own
# files have its stack. They read aio_sizes.h behind Kconfig's header.

file(GLOB readers
  ${ZEPHYR_BASE}/kernel/init.c
  ${ZEPHYR_BASE}/arch/arm/core/*.S
  ${ZEPHYR_BASE}/arch/arm/core/cortex_m/*.[cS]
  ${ZEPHYR_BASE}/arch/arm/core/mpu/*.c
)
foreach(file ${readers})
  file(STRINGS ${file} found REGEX CONFIG_MAIN_STACK_SIZE)
  if(NOT found)
    list(REMOVE_ITEM readers ${file})
  endif()
endforeach()
foreach(target kernel arch__arm__core arch__arm__core__cortex_m arch__arm__core__mpu)
  if(TARGET ${target})
    set_property(
      SOURCE ${readers} TARGET_DIRECTORY ${target}
      APPEND PROPERTY COMPILE_OPTIONS -include ${AIO_SIZES}/aio_sizes.h
    )
  endif()
endforeach()
