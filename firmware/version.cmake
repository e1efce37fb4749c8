# Read by CMakeLists.txt before Zephyr's build begins: another Zephyr would end in an error of Kconfig or of the compiler that does not
# say why.

set(zephyr $ENV{ZEPHYR_BASE})
if(zephyr AND NOT EXISTS ${zephyr}/VERSION)
  message(FATAL_ERROR "ZEPHYR_BASE=${zephyr} is no Zephyr: it has no VERSION. Run `west update` in the workspace, or unset it")
elseif(zephyr)
  file(STRINGS ${zephyr}/VERSION lines REGEX "^(VERSION_MAJOR|VERSION_MINOR|PATCHLEVEL) *=")
  list(TRANSFORM lines REPLACE "^.*= *([0-9]+).*$" "\\1")
  list(JOIN lines "." version)
  if(NOT version MATCHES "^3\\.7\\.")
    message(FATAL_ERROR "${zephyr} is Zephyr ${version}, and this firmware is written for Zephyr 3.7: `west init -l .` and "
      "`west update` in this package's folder make a workspace with it (docs/zephyr.md)")
  endif()
endif()
