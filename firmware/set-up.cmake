# Read by the builds. In: AIO_ROOT. Out: AIO_SET_UP, the command that fetches the C sources, for messages. A package from a registry has no
# package-lock.json, and no scripts that could be run.
if(EXISTS ${AIO_ROOT}/package-lock.json)
  set(AIO_SET_UP "npm run setup")
else()
  set(AIO_SET_UP "npx async-io build")
endif()
