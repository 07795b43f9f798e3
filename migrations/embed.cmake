# Writes OUTPUT, a C++ source that holds FILES (NNNN_name.sql) as igbot::embedded_migrations().
set(entries "")
foreach(file ${FILES})
  get_filename_component(stem ${file} NAME_WE)
  string(REGEX MATCH "^([0-9]+)_(.*)$" matched ${stem})
  math(EXPR version "${CMAKE_MATCH_1}")
  file(READ ${file} sql)
  # A string literal may hold 65,536 bytes at least; the migrations stay below that.
  string(APPEND entries "    {${version}, \"${CMAKE_MATCH_2}\", R\"sql(${sql})sql\"},\n")
endforeach()
file(WRITE ${OUTPUT} "// Generated from migrations/*.sql\n#include \"core/store/migrator.hpp\"\n\nnamespace igbot {\nnamespace {\nconstexpr Migration k_migrations[] = {\n${entries}};\n}  // namespace\n\nstd::span<const Migration> embedded_migrations() { return k_migrations; }\n\n}  // namespace igbot\n")
