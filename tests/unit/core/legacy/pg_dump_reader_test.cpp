// SPDX-License-Identifier: MIT
#include "core/legacy/pg_dump_reader.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "core/error.hpp"

namespace igbot::legacy {
namespace {

using Fields = std::vector<std::optional<std::string>>;

/// A dump with one table of two columns that holds these lines.
std::string dump_with(const std::string& lines) {
  return "-- PostgreSQL database dump\nCOPY public.t (a, b) FROM stdin;\n" + lines +
         "\\.\n\n-- PostgreSQL database dump complete\n";
}

std::vector<DumpRow> rows_of(const std::string& dump) {
  std::istringstream in(dump);
  PgDumpReader reader(in, "test.sql");
  std::vector<DumpRow> rows;
  while (reader.next_table()) {
    while (auto row = reader.next_row()) rows.push_back(std::move(*row));
  }
  return rows;
}

DumpRow row_of(const std::string& line) {
  const auto rows = rows_of(dump_with(line + "\n"));
  EXPECT_EQ(rows.size(), 1U);
  return rows.empty() ? DumpRow{} : rows.front();
}

std::optional<DumpTable> table_of(const std::string& copy) {
  std::istringstream in(copy + "\n\\.\n");
  PgDumpReader reader(in, "test.sql");
  return reader.next_table();
}

/// What a dump is refused with.
std::string refusal_of(const std::string& dump) {
  try {
    rows_of(dump);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_FALSE(error.hint().empty());
    return error.what();
  }
  return "accepted";
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(PgDumpReader, UndoesEveryEscapeOfTheCopyFormat) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"plain", "plain"},
      {"", ""},
      {R"(a\bb\ff\nn\rr\tt\vv)", "a\bb\ff\nn\rr\tt\vv"},
      {R"(back\\slash)", "back\\slash"},
      {R"(\\N)", "\\N"},
      {R"(\101\60\0611)", "A011"},
      {R"(\x41\x4a1\x9)", "AJ1\t"},
      {R"(\xzz\q)", "xzzq"},
      {R"(\.)", "."},
      {"Grüße \xF0\x9F\x8C\x8A", "Grüße \xF0\x9F\x8C\x8A"},
      {R"(\303\244)", "ä"}};
  for (const auto& [escaped, plain] : cases) {
    EXPECT_EQ(row_of(escaped + "\tx").fields, (Fields{plain, "x"})) << escaped;
  }
}

TEST(PgDumpReader, TellsNullFromEmptyAndFromTheLetter) {
  EXPECT_EQ(row_of("\\N\t").fields, (Fields{std::nullopt, ""}));
  EXPECT_EQ(row_of("N\t\\\\N").fields, (Fields{"N", "\\N"}));
}

TEST(PgDumpReader, NamesTheLineAndTheProblemOfABadRow) {
  const auto rows =
      rows_of(dump_with("1\t2\nonly one\n1\t2\t3\nx\tends\\\nx\t\\377\nx\t\\0\n3\t4\n"));
  ASSERT_EQ(rows.size(), 7U);
  EXPECT_FALSE(rows[0].problem);
  EXPECT_EQ(rows[1].line, 4);
  EXPECT_EQ(rows[1].problem, "has fewer fields than its table has columns");
  EXPECT_EQ(rows[2].problem, "has more fields than its table has columns");
  EXPECT_EQ(rows[3].problem, "ends in the middle of an escape");
  EXPECT_EQ(rows[4].problem, "is not UTF-8 text");
  EXPECT_EQ(rows[5].problem, "is not UTF-8 text");
  EXPECT_FALSE(rows[6].problem);
}

TEST(PgDumpReader, ReadsTableNamesOfAnySchemaAndQuotedOnes) {
  EXPECT_EQ(table_of("COPY users (id) FROM stdin;")->name, "users");
  EXPECT_EQ(table_of("COPY storyline.users (id) FROM stdin;")->name, "users");
  EXPECT_EQ(table_of("COPY \"My \"\"Schema\"\"\".\"users\" (id) FROM stdin;")->name, "users");
  EXPECT_EQ(table_of("COPY public.users (id, \"Odd, \"\"one\"\"\", ID2) FROM stdin;")->columns,
            (std::vector<std::string>{"id", "Odd, \"one\"", "id2"}));
}

TEST(PgDumpReader, PassesOverWhatIsNotData) {
  const auto rows = rows_of(
      "--\n-- PostgreSQL database dump\n--\n\\restrict abc\nSET client_encoding = 'UTF8';\n"
      "CREATE TABLE public.t (\n    a text\n);\nCOPY public.t (a) FROM stdin;\n1\n\\.\n"
      "ALTER TABLE ONLY public.t ADD CONSTRAINT p PRIMARY KEY (a);\n"
      "-- PostgreSQL database dump complete\n");
  EXPECT_EQ(rows.size(), 1U);
}

TEST(PgDumpReader, SkipsTheRestOfATableNobodyWants) {
  std::istringstream in("COPY a (x) FROM stdin;\n1\n2\n\\.\nCOPY b (x) FROM stdin;\n3\n\\.\n");
  PgDumpReader reader(in, "test.sql");
  EXPECT_EQ(reader.next_table()->name, "a");
  EXPECT_EQ(reader.next_table()->name, "b");
  EXPECT_EQ(reader.next_row()->fields, (Fields{"3"}));
  EXPECT_FALSE(reader.next_row());
  EXPECT_FALSE(reader.next_table());
}

TEST(PgDumpReader, UnderstandsWindowsLineEnds) {
  EXPECT_EQ(rows_of("COPY a (x, y) FROM stdin;\r\n1\t2\\r\r\n\\.\r\n").front().fields,
            (Fields{"1", "2\r"}));
}

TEST(PgDumpReader, ReadsLinesLongerThanItsBuffer) {
  const std::string longest(200'000, 'x');
  EXPECT_EQ(row_of(longest + "\ty").fields, (Fields{longest, "y"}));
}

TEST(PgDumpReader, RefusesALineWithoutEnd) {
  EXPECT_TRUE(has(refusal_of(dump_with(std::string(17'000'000, 'x'))), "more than 16 MiB: line 3"));
}

TEST(PgDumpReader, RefusesADumpThatEndsTooEarly) {
  const std::string whole = dump_with("1\t2\n");
  EXPECT_TRUE(has(refusal_of(whole.substr(0, whole.find("\\."))), "in the middle of table t"));
  EXPECT_TRUE(has(refusal_of(whole.substr(0, whole.find("\\.") + 3)), "ends too early"));
}

TEST(PgDumpReader, RefusesWhatIsNoPlainDumpOfTables) {
  EXPECT_TRUE(has(refusal_of("PGDMP\x01\x0e"), "custom format"));
  EXPECT_TRUE(has(refusal_of("\x1F\x8B\x08"), "gzip"));
  EXPECT_TRUE(has(refusal_of(std::string("toc.dat\0\0", 9)), "tar format"));
  EXPECT_TRUE(has(refusal_of("\xFF\xFE-"), "UTF-16"));
  EXPECT_TRUE(has(refusal_of(""), "no PostgreSQL dump"));
  EXPECT_TRUE(has(refusal_of("hello\n"), "no PostgreSQL dump"));
  EXPECT_TRUE(has(refusal_of("INSERT INTO public.users VALUES (1);\n"), "INSERT statements"));
  EXPECT_TRUE(has(refusal_of("SET client_encoding = 'LATIN1';\n"), "not in UTF-8"));
  EXPECT_TRUE(has(refusal_of("COPY public.t (a) FROM '/tmp/x';\n"), "COPY of another form"));
}

}  // namespace
}  // namespace igbot::legacy
