// SPDX-License-Identifier: MIT
#include "tests/cli/plan_cli.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

/// Reads a calendar strictly and prints what it understood of each event, as JSON.
const char* const k_read_calendar = R"py(
import datetime, icalendar, json, sys
data = open(sys.argv[1], 'rb').read()
assert data.count(b'\n') == data.count(b'\r\n'), 'a line without CR'
assert max(len(line) for line in data.split(b'\r\n')) <= 75, 'a line that is too long'
calendar = icalendar.Calendar.from_ical(data)
assert not calendar.errors, calendar.errors
events = []
for event in calendar.walk('VEVENT'):
    assert not event.errors, event.errors
    begin = event['DTSTART'].dt
    assert begin.utcoffset() == datetime.timedelta(0)
    assert event['DURATION'].dt == datetime.timedelta(minutes=15)
    events.append({'uid': str(event['UID']), 'begin': begin.isoformat(),
                   'summary': str(event['SUMMARY']), 'status': str(event['STATUS']),
                   'description': str(event['DESCRIPTION']),
                   # This reader splits at escaped commas too.
                   'category': ','.join(str(part) for part in event['CATEGORIES'].cats)})
print(json.dumps({'name': str(calendar['X-WR-CALNAME']), 'zone': str(calendar['X-WR-TIMEZONE']),
                  'method': str(calendar['METHOD']), 'events': events}))
)py";

/// The plan, with names and a caption that mean something to a calendar.
class ScheduleCalendarCli : public PlanCli {
 protected:
  ScheduleCalendarCli() {
    const std::string cats = "🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈";
    write_file(photos(), "Bücher, alt; \"neu\"/" + cats + ".jpg", jpeg_bytes(64, 64, 200));
    must_run({"media", "sync"});
    must_run({"chat", "rename", "Tëam; one, two \\ three"});
    must_run({"media", "set", "1", "--caption", "First, line; of \\ three\nsecond line"});
    json week = exported();
    week["posts"].push_back(
        {{"due_at", "2036-05-02 19:00"}, {"path", "Bücher, alt; \"neu\"/" + cats + ".jpg"}});
    const CliResult result = apply(week);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    must_run(export_words({"--format", "ical", "--output", "week.ics"}));
  }
};

TEST_F(ScheduleCalendarCli, AStrictReaderFindsEveryPostAtItsTime) {
  cli.write("read.py", k_read_calendar);
  const auto result = cli.run_script("/usr/bin/python3 read.py week.ics");
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const json calendar = json::parse(result.out);
  EXPECT_EQ(calendar["name"], "Tëam; one, two \\ three");
  EXPECT_EQ(calendar["zone"], "Europe/Berlin");
  EXPECT_EQ(calendar["method"], "PUBLISH");
  const json& events = calendar["events"];
  ASSERT_EQ(events.size(), 4U);
  EXPECT_EQ(events[0], (json{{"uid", "1.-1001@igbotctl"},
                             {"begin", "2036-05-01T13:00:00+00:00"},
                             {"summary", "memes: a.jpg"},
                             {"status", "TENTATIVE"},
                             {"category", "memes"},
                             {"description",
                              "post 1, media item 1\nmemes/a.jpg\nFirst, line; of \\ three\nsecond "
                              "line\nigbotctl post show 1 --chat -1001"}}));
  EXPECT_EQ(events[1]["begin"], "2036-05-01T17:00:00+00:00");
  EXPECT_EQ(events[3]["category"], "Bücher, alt; \"neu\"");
  EXPECT_TRUE(mentions(events[3]["summary"], "Bücher, alt; \"neu\": 🐈🐈🐈"));
}

TEST_F(ScheduleCalendarCli, CalcurseTakesEveryEvent) {
  const auto result = cli.run_script(
      "set -e; export TZ=UTC LC_ALL=C.UTF-8; mkdir calendar\n"
      "calcurse -D calendar -i week.ics >report\n"
      "grep -q '4 apps / 0 events / 0 todos / 0 skipped' report\n"
      "calcurse -D calendar -d 05/01/2036 --input-datefmt 1\n");
  ASSERT_EQ(result.exit_code, 0) << result.out << result.err;
  EXPECT_TRUE(mentions(result.out, " - 13:00 -> 13:15\n\tmemes: a.jpg\n")) << result.out;
  EXPECT_TRUE(mentions(result.out, " - 17:00 -> 17:15\n\tmemes: b.jpg\n")) << result.out;
}

TEST_F(ScheduleCalendarCli, TheSameEventsKeepTheirIds) {
  must_run({"post", "move", "1", "2036-05-01 16:00"});
  cli.write("read.py", k_read_calendar);
  const auto printed = must_run(export_words({"--format", "ical"}));
  cli.write("printed.ics", printed.out);
  const auto result = cli.run_script("/usr/bin/python3 read.py printed.ics");
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const json moved = json::parse(result.out)["events"][0];
  EXPECT_EQ(moved["uid"], "1.-1001@igbotctl");
  EXPECT_EQ(moved["begin"], "2036-05-01T14:00:00+00:00");
}

}  // namespace
}  // namespace igbot::test
