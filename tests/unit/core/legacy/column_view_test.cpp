// SPDX-License-Identifier: MIT
#include "core/legacy/column_view.hpp"

#include <gtest/gtest.h>

#include "core/time_text.hpp"

namespace igbot::legacy {
namespace {

std::string instant_text(const std::string& text) {
  const auto at = parse_pg_timestamp(text);
  return at ? utc_text(*at) : "none";
}

TEST(PgTimestamp, IsUtcUnlessItSaysMoreAndIsCutToMilliseconds) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"2026-11-22 14:00:00", "2026-11-22T14:00:00Z"},
      {"2026-11-22 14:00:00.123999", "2026-11-22T14:00:00.123Z"},
      {"2026-11-22 14:00:00.5", "2026-11-22T14:00:00.500Z"},
      {"2026-11-22 14:00:00+00", "2026-11-22T14:00:00Z"},
      {"2026-11-22 14:00:00.25+05:30", "2026-11-22T08:30:00.250Z"},
      {"2026-11-22 14:00:00-03:30", "2026-11-22T17:30:00Z"},
      {"1893-04-01 00:00:00+00:53:28", "1893-03-31T23:06:32Z"},
      {"2024-02-29 23:59:60", "2024-03-01T00:00:00Z"},
      {"0001-01-01 00:00:00", "0001-01-01T00:00:00Z"}};
  for (const auto& [text, wanted] : cases) EXPECT_EQ(instant_text(text), wanted) << text;
}

TEST(PgTimestamp, IsNothingForWhatIsNoPointInTime) {
  for (const char* text :
       {"", "infinity", "-infinity", "2026-11-22", "2026-11-22T14:00:00", "2026-02-30 00:00:00",
        "2026-11-22 14:00", "2026-11-22 14:00:00 BC", "12026-11-22 14:00:00", "0000-01-01 00:00:00",
        "2026-11-22 25:00:00", "2026-11-22 14:60:00", "2026-11-22 14:00:00.",
        "2026-11-22 14:00:00Z", "2026-11-22 14:00:00+1", "2026-11-22 14:00:00+01:", "x"}) {
    EXPECT_EQ(instant_text(text), "none") << text;
  }
}

TEST(PgArray, KeepsCommasQuotesAndBackslashesInsideItsElements) {
  using Texts = std::vector<std::string>;
  const std::vector<std::pair<std::string, Texts>> cases{
      {"{}", {}},
      {"{a}", {"a"}},
      {"{a,b c}", {"a", "b c"}},
      {R"({"a,b","say \"hi\"","back\\slash",""})", {"a,b", "say \"hi\"", "back\\slash", ""}},
      {R"({NULL,a,"NULL"})", {"a", "NULL"}},
      {R"({a\,b})", {"a,b"}}};
  for (const auto& [text, wanted] : cases) EXPECT_EQ(parse_pg_array(text), wanted) << text;
}

TEST(PgArray, IsNothingForAnythingElse) {
  for (const char* text :
       {"", "a", "{", "{a", "{a,}", "{,a}", "{\"a}", "{a}b", "{{a},{b}}", "{a\"b\"}", "{a\\"}) {
    EXPECT_EQ(parse_pg_array(text), std::nullopt) << text;
  }
}

/// A view of one row with one column, "c".
class OneColumn {
 public:
  explicit OneColumn(std::optional<std::string> value)
      : row_{1, {std::move(value)}, std::nullopt}, view_({"t", {"c"}}) {
    view_.look_at(row_);
  }
  const ColumnView* operator->() const { return &view_; }

 private:
  DumpRow row_;
  ColumnView view_;
};

TEST(ColumnView, ReadsAColumnThatTheDumpDoesNotHaveAsNull) {
  const OneColumn row("1");
  EXPECT_EQ(row->text("later"), std::nullopt);
  EXPECT_EQ(row->integer("later"), std::nullopt);
  EXPECT_TRUE(row->texts("later").empty());
  EXPECT_FALSE(row->was_asked_for("later"));
  EXPECT_FALSE(row->was_asked_for("c"));
  EXPECT_EQ(row->integer("c"), 1);
  EXPECT_TRUE(row->was_asked_for("c"));
}

TEST(ColumnView, RefusesValuesOfAnotherTypeAndNamesThem) {
  const OneColumn word("word");
  EXPECT_THROW(word->integer("c"), BadRow);
  EXPECT_THROW(word->boolean("c"), BadRow);
  EXPECT_THROW(word->instant("c"), BadRow);
  EXPECT_THROW(word->texts("c"), BadRow);
  EXPECT_THROW(word->id("c"), BadRow);
  EXPECT_THROW(word->needed_basis_points("c"), BadRow);
  EXPECT_THROW(OneColumn(std::nullopt)->needed_text("c"), BadRow);
  EXPECT_THROW(OneColumn("99999999999999999999")->integer("c"), BadRow);
  EXPECT_THROW(OneColumn(std::string(70000, 'x'))->text("c"), BadRow);
  try {
    word->integer("c");
  } catch (const BadRow& bad) {
    EXPECT_STREQ(bad.what(), "c is not a whole number: 'word'");
  }
}

TEST(ColumnView, ReadsSharesAsBasisPoints) {
  const std::vector<std::pair<const char*, std::int64_t>> cases{
      {"0.7000", 7000}, {"1.0000", 10000}, {"0", 0}, {"1", 10000}, {"0.33330", 3333}, {".5", 5000}};
  for (const auto& [text, share] : cases) {
    EXPECT_EQ(OneColumn(text)->needed_basis_points("c"), share) << text;
  }
  for (const char* text : {"1.0001", "-0.5", "0.33333", "NaN", "", "1e-1"}) {
    EXPECT_THROW(OneColumn(text)->needed_basis_points("c"), BadRow) << text;
  }
}

}  // namespace
}  // namespace igbot::legacy
