# Read by the builds. In: AIO_ROOT. Out: AIO_SET_UP, the command that fetches the C sources, for messages. The scripts of a package that npm
# installed are not the project's.
if(AIO_ROOT MATCHES "/node_modules/")
  set(AIO_SET_UP "npx async-io build")
else()
  set(AIO_SET_UP "npm run setup")
endif()
