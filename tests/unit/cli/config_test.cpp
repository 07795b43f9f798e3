// SPDX-License-Identifier: MIT
#include "cli/config.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "cli/initial_chat.hpp"
#include "core/error.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::cli {
namespace {

/// A home of its own with the files a test writes.
struct ConfigFixture {
  ConfigFixture() {
    variables = {{"HOME", folder.path().string()}};
    system.config = folder.path() / "etc" / "config.toml";
    system.database = folder.path() / "var" / "igbotctl.db";
  }

  std::string write(const std::string& name, const std::string& content) {
    const auto file = folder.path() / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << content;
    return file.string();
  }
  void config_file(const std::string& content) { globals.config = write("c.toml", content); }
  void env_file(const std::string& content) { globals.env_file = write("old.env", content); }
  Config load() { return load_config(globals, Environment(variables), system); }
  /// What loading says when it fails, with its hint; "loaded" when it does not.
  std::string failure() {
    try {
      load();
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::config) << error.what();
      return std::string(error.what()) + " | " + error.hint();
    }
    return "loaded";
  }

  test::TemporaryFolder folder;
  std::map<std::string, std::string> variables;
  Globals globals;
  SystemPlaces system;
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Config, WithoutAnySourceEveryKeyHasItsBuiltInValue) {
  ConfigFixture f;
  const Config config = f.load();
  EXPECT_EQ(config.text("telegram.api_base"), "https://api.telegram.org");
  EXPECT_EQ(config.integer("telegram.rate_limit"), 30);
  EXPECT_EQ(config.integer("media.cache_size"), std::int64_t{1} << 30);
  EXPECT_EQ(config.duration("staging.ttl"), std::chrono::hours(24));
  EXPECT_FALSE(config.boolean("database.auto_migrate"));
  EXPECT_FALSE(config.has("telegram.bot_token"));
  EXPECT_EQ(config.value("post.jobs").origin, Origin::built_in);
  EXPECT_FALSE(config.file());
}

TEST(Config, TheEnvironmentBeatsTheEnvFileBeatsTheConfigFileBeatsTheDefault) {
  ConfigFixture f;
  const auto value = [&] {
    const Config config = f.load();
    const ConfigValue& found = config.value("defaults.posts_per_day");
    return found.text + " " + to_string(found.origin);
  };
  EXPECT_EQ(value(), "3 default");
  f.config_file("[defaults]\nposts_per_day = 4\n");
  EXPECT_EQ(value(), "4 config");
  f.env_file("POSTS_PER_DAY=5\n");
  EXPECT_EQ(value(), "5 env_file");
  f.variables["POSTS_PER_DAY"] = "6";
  EXPECT_EQ(value(), "6 environment");
  f.variables["IGBOTCTL_DEFAULTS_POSTS_PER_DAY"] = "7";
  EXPECT_EQ(value(), "7 environment");
}

TEST(Config, AnOriginNamesFileAndLine) {
  ConfigFixture f;
  f.config_file("# jobs\n[post]\njobs = 2\n");
  EXPECT_TRUE(f.load().value("post.jobs").where.ends_with("c.toml:3"));
}

TEST(Config, AnUnknownKeyNamesTheNearest) {
  ConfigFixture f;
  f.config_file("[telegram]\nbot_tokn = 'x'\n");
  EXPECT_TRUE(contains(f.failure(), "telegram.bot_tokn"));
  EXPECT_TRUE(contains(f.failure(), "did you mean telegram.bot_token?")) << f.failure();
}

TEST(Config, AnUnknownDefaultNamesTheNearest) {
  ConfigFixture f;
  f.config_file("[defaults]\npost_per_day = 3\n");
  EXPECT_TRUE(contains(f.failure(), "did you mean defaults.posts_per_day?")) << f.failure();
}

TEST(Config, AHalfWrittenFileIsRefusedWithItsLine) {
  ConfigFixture f;
  f.config_file("[post]\njobs = 2\n[telegram\n");
  EXPECT_TRUE(contains(f.failure(), "c.toml:3")) << f.failure();
}

TEST(Config, ATableWhoseNameBeginsAsNoNameIsRefusedWithItsLine) {
  ConfigFixture f;
  for (const char* table : {"[!post]", "[[ =]]", "[\x03post]"}) {
    f.config_file(std::string("[post]\n") + table + "\n");
    EXPECT_TRUE(contains(f.failure(), "c.toml:2")) << f.failure();
  }
}

TEST(Config, AFileThatWasAskedForMustExist) {
  ConfigFixture f;
  f.globals.config = (f.folder.path() / "none.toml").string();
  EXPECT_TRUE(contains(f.failure(), "none.toml"));
  f.globals.config.reset();
  f.globals.env_file = (f.folder.path() / "none.env").string();
  EXPECT_TRUE(contains(f.failure(), "none.env"));
}

TEST(Config, ValuesThatMakeNoSenseAreRefused) {
  for (const char* line :
       {"post.jobs = 0", "post.jobs = 'many'", "post.jobs = 1.5", "log.level = 'loud'",
        "database.auto_migrate = 'perhaps'", "staging.ttl = 'soon'", "media.cache_size = '1X'",
        "admin_chat_id = 'team'", "defaults.posts_per_day = 51", "telegram = 'x'",
        "telegram.api_base = 'http://api.telegram.org'", "telegram.api_base = 'ftp://x'",
        "telegram.rate_limit = 0", "key = 'abc'"}) {
    ConfigFixture f;
    f.config_file(line);
    EXPECT_NE(f.failure(), "loaded") << line;
  }
}

TEST(Config, PlainHttpIsForLoopbackOnly) {
  for (const char* url : {"http://127.0.0.1:8081", "http://localhost:1", "http://[::1]:80"}) {
    ConfigFixture f;
    f.variables["IGBOTCTL_TELEGRAM_API_BASE"] = std::string(url) + "/";
    f.variables["IGBOTCTL_TELEGRAM_RATE_LIMIT"] = "0";
    EXPECT_EQ(f.load().text("telegram.api_base"), url);
  }
  ConfigFixture f;
  f.variables["IGBOTCTL_TELEGRAM_API_BASE"] = "http://127.0.0.1.example.org";
  EXPECT_NE(f.failure(), "loaded");
}

TEST(Config, ASecretComesFromAFileWithoutItsLineBreak) {
  ConfigFixture f;
  f.write("token", "123:abc\n");
  f.config_file("[telegram]\nbot_token_file = 'token'\n");
  const Config config = f.load();
  EXPECT_EQ(config.secret("telegram.bot_token").reveal(), "123:abc");
  EXPECT_EQ(config.value("telegram.bot_token").origin, Origin::config_file);
}

TEST(Config, ASecretComesFromASystemdCredential) {
  ConfigFixture f;
  f.write("credentials/telegram.bot_token", "123:cred");
  f.variables["CREDENTIALS_DIRECTORY"] = (f.folder.path() / "credentials").string();
  const Config config = f.load();
  EXPECT_EQ(config.secret("telegram.bot_token").reveal(), "123:cred");
  EXPECT_EQ(config.value("telegram.bot_token").origin, Origin::credential);
  f.variables["IGBOTCTL_TELEGRAM_BOT_TOKEN"] = "123:env";
  EXPECT_EQ(f.load().secret("telegram.bot_token").reveal(), "123:env");
}

TEST(Config, ASecretGivenTwiceBySameSourceIsRefused) {
  ConfigFixture f;
  f.variables["IGBOTCTL_TELEGRAM_BOT_TOKEN"] = "123:env";
  f.variables["IGBOTCTL_TELEGRAM_BOT_TOKEN_FILE"] = "/x";
  EXPECT_TRUE(contains(f.failure(), "telegram.bot_token_file"));
  EXPECT_FALSE(contains(f.failure(), "123:env"));
}

TEST(Config, ASecretIsNeverHandedOutAsText) {
  ConfigFixture f;
  f.variables["IGBOTCTL_TELEGRAM_BOT_TOKEN"] = "123:env";
  const Config config = f.load();
  EXPECT_THROW(config.text("telegram.bot_token"), Error);
  EXPECT_TRUE(config.value("telegram.bot_token").text.empty());
}

TEST(Config, AnEmptyOrMissingSecretFileIsAnErrorWhenItIsNeeded) {
  ConfigFixture f;
  f.variables["IGBOTCTL_TELEGRAM_BOT_TOKEN_FILE"] = f.write("token", "\n");
  EXPECT_THROW(f.load().secret("telegram.bot_token"), Error);
  f.variables["IGBOTCTL_TELEGRAM_BOT_TOKEN_FILE"] = (f.folder.path() / "no").string();
  EXPECT_THROW(f.load().secret("telegram.bot_token"), Error);
}

TEST(Config, TheOldNamesAreUnderstood) {
  ConfigFixture f;
  f.env_file(
      "\xEF\xBB\xBF# the old bot\r\n"
      "export TELEGRAM_BOT_TOKEN='123:old'  # from @BotFather\r\n"
      "ADMIN_TELEGRAM_CHAT_ID=-1001\r\n"
      "DRY_RUN_MODE=False\n"
      "POSTING_HOURS_START=9 # local\n"
      "MEDIA_DIR=\"/srv/my media\"\n"
      "MEDIA_SYNC_INTERVAL_SECONDS=7200\n"
      "CLOUD_STORAGE_PROVIDER=Cloudinary\n"
      "CLOUD_UPLOAD_RETENTION_HOURS=48\n"
      "CLOUDINARY_CLOUD_NAME=shop\n"
      "LOG_LEVEL=INFO\n"
      "INSTAGRAM_ACCOUNT_ID=\n"
      "DB_HOST=localhost\n");
  const Config config = f.load();
  EXPECT_EQ(config.secret("telegram.bot_token").reveal(), "123:old");
  EXPECT_EQ(config.integer("admin_chat_id"), -1001);
  EXPECT_EQ(config.text("defaults.dry_run_mode"), "false");
  EXPECT_EQ(config.text("defaults.posting_hours_start"), "9");
  EXPECT_EQ(config.text("defaults.media_source_config"), R"({"path":"/srv/my media"})");
  EXPECT_EQ(config.text("defaults.media_sync_minutes"), "120");
  EXPECT_EQ(config.text("staging.kind"), "cloudinary");
  EXPECT_EQ(config.duration("staging.ttl"), std::chrono::hours(48));
  EXPECT_EQ(config.text("staging.cloud_name"), "shop");
  EXPECT_EQ(config.text("log.level"), "info");
  EXPECT_EQ(config.value("admin_chat_id").origin, Origin::env_file);
}

TEST(Config, EveryLogLevelOfTheOldSystemIsUnderstood) {
  ConfigFixture f;
  const std::map<std::string, std::string> levels{{"CRITICAL", "error"}, {"ERROR", "error"},
                                                  {"WARN", "warning"},   {"WARNING", "warning"},
                                                  {"INFO", "info"},      {"DEBUG", "debug"}};
  for (const auto& [old_name, level] : levels) {
    f.env_file("LOG_LEVEL=" + old_name + "\n");
    EXPECT_EQ(f.load().text("log.level"), level) << old_name;
  }
}

TEST(Config, ABrokenEnvFileNamesItsLine) {
  ConfigFixture f;
  f.env_file("A=1\nnonsense\n");
  EXPECT_TRUE(contains(f.failure(), "old.env:2")) << f.failure();
  f.env_file("A=1\nB='open\n");
  EXPECT_TRUE(contains(f.failure(), "old.env:2")) << f.failure();
}

TEST(Config, TheConfigFileMaySayWhereTheEnvFileLies) {
  ConfigFixture f;
  f.write("old.env", "POSTS_PER_DAY=9\n");
  f.config_file("env_file = 'old.env'\n[defaults]\nposts_per_day = 4\n");
  EXPECT_EQ(f.load().text("defaults.posts_per_day"), "9");
}

TEST(Config, TwoOldChatIdsMustBeImportedByHand) {
  ConfigFixture f;
  f.env_file("TELEGRAM_CHANNEL_ID=-1\nADMIN_TELEGRAM_CHAT_ID=-2\n");
  EXPECT_TRUE(contains(f.failure(), "igbotctl import env")) << f.failure();
  EXPECT_TRUE(contains(f.failure(), "--chat -1")) << f.failure();
  EXPECT_TRUE(contains(f.failure(), "or keep only the id")) << f.failure();
  f.env_file("TELEGRAM_CHANNEL_ID=-1\nADMIN_TELEGRAM_CHAT_ID=-1\n");
  EXPECT_EQ(f.load().integer("admin_chat_id"), -1);
}

TEST(Config, ASystemInstallKeepsItsDatabaseInVar) {
  ConfigFixture f;
  EXPECT_EQ(f.load().path("database.path"),
            f.folder.path() / ".local" / "share" / "igbotctl" / "igbotctl.db");
  f.variables["XDG_DATA_HOME"] = "/data";
  EXPECT_EQ(f.load().path("database.path"), "/data/igbotctl/igbotctl.db");
  f.write("etc/config.toml", "[post]\njobs = 3\n");
  const Config config = f.load();
  EXPECT_EQ(config.path("database.path"), f.system.database);
  EXPECT_EQ(config.integer("post.jobs"), 3);
  EXPECT_EQ(config.file(), f.system.config);
}

TEST(Config, APersonalFileGoesBeforeTheSystems) {
  ConfigFixture f;
  f.write("etc/config.toml", "[post]\njobs = 3\n");
  f.write(".config/igbotctl/config.toml", "[post]\njobs = 4\n");
  EXPECT_EQ(f.load().integer("post.jobs"), 4);
  f.variables["IGBOTCTL_CONFIG"] = f.write("third.toml", "[post]\njobs = 5\n");
  EXPECT_EQ(f.load().integer("post.jobs"), 5);
  f.config_file("[post]\njobs = 6\n");
  EXPECT_EQ(f.load().integer("post.jobs"), 6);
}

TEST(Config, PathsInAFileAreMeantFromItsFolder) {
  ConfigFixture f;
  f.config_file("[database]\npath = 'data/igbot.db'\n[media]\nlocal_roots = ['/a', '/b']\n");
  const Config config = f.load();
  EXPECT_EQ(config.path("database.path"), f.folder.path() / "data" / "igbot.db");
  EXPECT_EQ(config.paths("media.local_roots"), (std::vector<std::filesystem::path>{"/a", "/b"}));
}

TEST(Config, EachPathOfAListIsMeantFromTheFilesFolder) {
  ConfigFixture f;
  f.config_file("[media]\nlocal_roots = ['photos', '../shared']\n");
  EXPECT_EQ(f.load().paths("media.local_roots"),
            (std::vector<std::filesystem::path>{f.folder.path() / "photos",
                                                f.folder.path().parent_path() / "shared"}));
}

TEST(Config, AListIsRefusedWhereOneValueIsMeant) {
  ConfigFixture f;
  f.config_file("[telegram]\nbot_token = ['123:abc', '456:def']\n");
  EXPECT_TRUE(contains(f.failure(), "not a list: telegram.bot_token")) << f.failure();
  f.config_file("admin_chat_id = ['1']\n");
  EXPECT_TRUE(contains(f.failure(), "not a list: admin_chat_id")) << f.failure();
}

TEST(Config, AByteOrderMarkIsNoContent) {
  ConfigFixture f;
  f.config_file("\xEF\xBB\xBF");
  EXPECT_FALSE(f.load().has("admin_chat_id"));
  f.config_file(
      "\xEF\xBB\xBF"
      "admin_chat_id = -5\n");
  EXPECT_EQ(f.load().integer("admin_chat_id"), -5);
}

TEST(Config, TheEnvFileOfAFlagHasTheFlagAsItsOrigin) {
  ConfigFixture f;
  f.env_file("POSTS_PER_DAY=9\n");
  f.config_file("env_file = 'other.env'\n");
  const Config config = f.load();
  EXPECT_EQ(config.value("env_file").origin, Origin::flag);
  EXPECT_EQ(config.text("env_file"), *f.globals.env_file);
  EXPECT_EQ(config.text("defaults.posts_per_day"), "9");
}

TEST(Config, TheNearestKeyIsOneTheFileMayHold) {
  ConfigFixture f;
  f.config_file("kee = 'x'\n");
  EXPECT_TRUE(contains(f.failure(), "did you mean key_file?")) << f.failure();
}

TEST(Config, DoubtsAreWarnings) {
  ConfigFixture f;
  f.config_file("[telegram]\nbot_token = '123:abc'\n");
  ::chmod(f.globals.config->c_str(), 0644);
  f.variables["IGBOTCTL_POST_JOB"] = "4";
  f.variables["IGBOTCTL_INSTAGRAM_TOKEN"] = "x";  // no key, but read
  f.variables["IGBOTCTL_IMPORT_KEY"] = "x";
  const auto warnings = f.load().warnings();
  ASSERT_EQ(warnings.size(), 2U);
  EXPECT_TRUE(contains(warnings[0], "did you mean IGBOTCTL_POST_JOBS?")) << warnings[0];
  EXPECT_TRUE(contains(warnings[1], "telegram.bot_token_file")) << warnings[1];
}

TEST(InitialChat, TheAdminChatTakesItsSettingsFromTheConfiguration) {
  ConfigFixture f;
  EXPECT_FALSE(admin_chat(f.load()));
  f.config_file("admin_chat_id = -1001\n[defaults]\nposting_timezone = 'Europe/Berlin'\n");
  f.env_file("POSTS_PER_DAY=5\n");
  const Config config = f.load();
  const auto chat = admin_chat(config);
  ASSERT_TRUE(chat);
  EXPECT_EQ(number(chat->telegram_id), -1001);
  EXPECT_EQ(chat->settings.at("posts_per_day"), "5");
  EXPECT_EQ(chat->settings.at("posting_timezone"), "Europe/Berlin");
  EXPECT_EQ(chat->settings.at("repost_ttl_days"), "30");
  EXPECT_EQ(origin_of_setting(config, "posts_per_day"), "env_file");
  EXPECT_EQ(origin_of_setting(config, "posting_timezone"), "config");
  EXPECT_EQ(origin_of_setting(config, "repost_ttl_days"), "default");
  EXPECT_EQ(origin_of_setting(config, "paused_by"), "default");
}

TEST(InitialChat, AZoneThatDoesNotExistIsAConfigurationError) {
  ConfigFixture f;
  f.config_file("admin_chat_id = -1001\n[defaults]\nposting_timezone = 'Mars/Olympus'\n");
  try {
    admin_chat(f.load());
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::config);
    EXPECT_TRUE(contains(error.what(), "c.toml:3")) << error.what();
  }
}

}  // namespace
}  // namespace igbot::cli
