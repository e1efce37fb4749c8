# Read by CMakeLists.txt: aio_fix() and aio_check_fixes().
#
# In: KERNEL_VERSION_MAJOR, KERNEL_VERSION_MINOR, which Zephyr's build sets; CONFIG_AIO_FIXES_UNCHECKED

# Where CONFIG_AIO_FIX_NAME is set: compiles FILE, and has the linker call it in the place of the functions that are named.
#
#   aio_fix(NAME FILE ZEPHYR 3.7… [WRAPS FUNCTION…])   ZEPHYR: the versions of Zephyr that it was written for
function(aio_fix name file)
  cmake_parse_arguments(FIX "" "" "ZEPHYR;WRAPS" ${ARGN})
  if(NOT CONFIG_AIO_FIX_${name})
    return()
  endif()
  if(NOT "${KERNEL_VERSION_MAJOR}.${KERNEL_VERSION_MINOR}" IN_LIST FIX_ZEPHYR)
    list(JOIN FIX_ZEPHYR ", " versions)
    set_property(GLOBAL APPEND PROPERTY AIO_UNCHECKED_FIXES "${file} is written for Zephyr ${versions}: CONFIG_AIO_FIX_${name}=n")
  endif()
  zephyr_library_sources(${file})
  foreach(function ${FIX_WRAPS})
    zephyr_ld_options(-Wl,--wrap=${function})
  endforeach()
endfunction()

# Stops the build where a repair was not written for this Zephyr: it may break what is no longer wrong.
function(aio_check_fixes)
  get_property(unchecked GLOBAL PROPERTY AIO_UNCHECKED_FIXES)
  if(unchecked AND NOT CONFIG_AIO_FIXES_UNCHECKED)
    list(JOIN unchecked "\n  " lines)
    message(FATAL_ERROR "This is Zephyr ${KERNEL_VERSION_MAJOR}.${KERNEL_VERSION_MINOR}, and of firmware/ports/zephyr/fixes\n  ${lines}\n"
      "Read in each file what was wrong. Switch it off where that is mended, or add the version to CMakeLists.txt beside it where it is "
      "not. CONFIG_AIO_FIXES_UNCHECKED=y takes all of them as they are")
  endif()
endfunction()
