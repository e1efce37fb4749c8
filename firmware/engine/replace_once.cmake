# Read by jerryscript_patches.cmake and quickjs_patches.cmake: one change of a text that somebody else publishes.
#
# Replaces OLD by NEW in the text that VARIABLE holds. OLD has to occur in it exactly once: with another version of the text the build
# stops with the message.
function(aio_replace_once variable old new message)
  string(FIND "${${variable}}" "${old}" first)
  string(FIND "${${variable}}" "${old}" last REVERSE)
  if(first EQUAL -1 OR NOT first EQUAL last)
    message(FATAL_ERROR "${message}")
  endif()
  string(REPLACE "${old}" "${new}" changed "${${variable}}")
  set(${variable} "${changed}" PARENT_SCOPE)
endfunction()
