# Read by firmware/CMakeLists.txt: what a packet passes is compiled for speed, though all else is for size.

if(CONFIG_AIO_NETWORK_SPEED)
  foreach(library subsys__net subsys__net__ip subsys__net__l2__ethernet subsys__net__lib__sockets lib__net_buf kernel drivers__ethernet drivers__net)
    if(TARGET ${library})
      target_compile_options(${library} PRIVATE -O2)
    endif()
  endforeach()
endif()
