# Debian's man pages are compressed; what is staged for the package is, before it is packed.
file(GLOB_RECURSE pages ${CPACK_TEMPORARY_DIRECTORY}/*.[0-9])
list(FILTER pages INCLUDE REGEX /share/man/)
foreach(page ${pages})
  execute_process(COMMAND gzip -9n ${page} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
