// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <map>

#include "core/error.hpp"
#include "providers/s3/s3_source.hpp"
#include "tests/support/media_files.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::s3 {
namespace {

/// A home with AWS's files in it.
class AwsFiles : public testing::Test {
 protected:
  AwsFiles() { variables_["HOME"] = home_.path().string(); }

  GetVariable variables() const {
    return [this](const std::string& name) -> std::optional<std::string> {
      const auto found = variables_.find(name);
      if (found == variables_.end()) return std::nullopt;
      return found->second;
    };
  }
  void credentials_file(const std::string& text) {
    test::write_file(home_.path(), ".aws/credentials", text);
  }
  void config_file(const std::string& text) { test::write_file(home_.path(), ".aws/config", text); }
  Credentials profile(const std::string& name) { return credentials_of_profile(name, variables()); }
  std::string failure_of(const std::string& name) {
    try {
      profile(name);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::config);
      EXPECT_FALSE(error.hint().empty());
      return error.what();
    }
    throw std::logic_error("it has keys");
  }

  test::TemporaryFolder home_;
  std::map<std::string, std::string> variables_;
};

TEST_F(AwsFiles, TheEnvironmentNeedsBothKeysAndMayHaveAToken) {
  EXPECT_FALSE(credentials_of_environment(variables()));
  variables_["AWS_ACCESS_KEY_ID"] = "AKIA1";
  EXPECT_FALSE(credentials_of_environment(variables()));
  variables_["AWS_SECRET_ACCESS_KEY"] = "secret1";
  const auto keys = credentials_of_environment(variables());
  ASSERT_TRUE(keys);
  EXPECT_EQ(keys->access_key_id, "AKIA1");
  EXPECT_EQ(keys->secret_access_key.reveal(), "secret1");
  EXPECT_TRUE(keys->session_token.empty());
  variables_["AWS_SESSION_TOKEN"] = "token1";
  EXPECT_EQ(credentials_of_environment(variables())->session_token.reveal(), "token1");
}

TEST_F(AwsFiles, AProfileOfTheCredentialsFileIsRead) {
  credentials_file(
      "# aws_access_key_id = AKIA0\n"
      "[default]\naws_access_key_id=AKIA1\naws_secret_access_key=secret1\n"
      "\n"
      "[ team ]\r\n"
      "  aws_access_key_id =  AKIA2   ; old\r\n"
      "  AWS_SECRET_ACCESS_KEY\t= a+b/c=#d\r\n"
      "; a comment\n"
      "aws_session_token = token2 # for today\n"
      "[other]\naws_access_key_id=AKIA3\naws_secret_access_key=secret3\n");
  const Credentials team = profile("team");
  EXPECT_EQ(team.access_key_id, "AKIA2");
  EXPECT_EQ(team.secret_access_key.reveal(), "a+b/c=#d");
  EXPECT_EQ(team.session_token.reveal(), "token2");
  EXPECT_EQ(profile("default").access_key_id, "AKIA1");
  EXPECT_TRUE(profile("other").session_token.empty());
}

TEST_F(AwsFiles, TheConfigFileCallsThemProfilesAndCountsLess) {
  config_file(
      "[default]\naws_access_key_id = AKIA1\naws_secret_access_key = secret1\n"
      "[profile   team]\nregion = eu-west-1\ns3 =\n  aws_access_key_id = NESTED\n"
      "aws_access_key_id = AKIA2\naws_secret_access_key = secret2\n"
      "[bare]\naws_access_key_id = AKIA4\naws_secret_access_key = secret4\n");
  EXPECT_EQ(profile("default").access_key_id, "AKIA1");
  EXPECT_EQ(profile("team").access_key_id, "AKIA2");
  EXPECT_NE(failure_of("bare").find("no such aws profile"), std::string::npos);
  credentials_file("[team]\naws_access_key_id = AKIA3\naws_secret_access_key = secret3\n");
  EXPECT_EQ(profile("team").access_key_id, "AKIA3");
  EXPECT_EQ(profile("team").secret_access_key.reveal(), "secret3");
}

TEST_F(AwsFiles, TheFilesMayLieElsewhere) {
  test::write_file(home_.path(), "keys.ini",
                   "[team]\naws_access_key_id = AKIA5\naws_secret_access_key = secret5\n");
  variables_["AWS_SHARED_CREDENTIALS_FILE"] = "~/keys.ini";
  EXPECT_EQ(profile("team").access_key_id, "AKIA5");
  variables_["AWS_SHARED_CREDENTIALS_FILE"] = (home_.path() / "keys.ini").string();
  EXPECT_EQ(profile("team").access_key_id, "AKIA5");
}

TEST_F(AwsFiles, AProfileWithoutStaticKeysSaysHowItGetsThem) {
  config_file(
      "[profile role]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = default\n"
      "[profile sso]\nsso_session = corp\n"
      "[profile process]\ncredential_process = /bin/secret-tool --token abc\n"
      "[profile half]\naws_access_key_id = AKIA6\n");
  EXPECT_NE(failure_of("role").find("role_arn"), std::string::npos);
  EXPECT_NE(failure_of("sso").find("sso_session"), std::string::npos);
  const std::string process = failure_of("process");
  EXPECT_NE(process.find("credential_process"), std::string::npos);
  EXPECT_EQ(process.find("abc"), std::string::npos);
  EXPECT_NE(failure_of("half").find("no static keys"), std::string::npos);
  EXPECT_NE(failure_of("nobody").find("no such aws profile: nobody"), std::string::npos);
}

TEST_F(AwsFiles, HugeFilesAndPipesAreRefused) {
  credentials_file(std::string((1U << 20U) + 1, '#'));
  EXPECT_NE(failure_of("team").find("larger"), std::string::npos);
  std::filesystem::remove(home_.path() / ".aws/credentials");
  ASSERT_EQ(::mkfifo((home_.path() / ".aws/credentials").c_str(), 0600), 0);
  EXPECT_NE(failure_of("team").find("no ordinary file"), std::string::npos);
}

TEST_F(AwsFiles, WithoutAHomeThereIsNoProfile) {
  variables_.clear();
  EXPECT_NE(failure_of("team").find("no such aws profile"), std::string::npos);
}

TEST(S3Keys, AreReadAsTheyWerePrinted) {
  const Credentials lasting{"AKIA1", Secret("a\"b\\c/+="), {}};
  const Credentials read = parse_keys(print_keys(lasting));
  EXPECT_EQ(read.access_key_id, "AKIA1");
  EXPECT_EQ(read.secret_access_key.reveal(), "a\"b\\c/+=");
  EXPECT_TRUE(read.session_token.empty());
  const Credentials passing{"AKIA2", Secret("s"), Secret("token")};
  EXPECT_EQ(parse_keys(print_keys(passing)).session_token.reveal(), "token");
}

TEST(S3Keys, AnythingElseIsRefusedWithoutShowingIt) {
  for (const char* text :
       {"", "[]", "7", "{}", R"({"access_key_id": "hush"})",
        R"({"access_key_id": "hush", "secret_access_key": ""})",
        R"({"access_key_id": 1, "secret_access_key": "hush"})",
        R"({"access_key_id": "hush", "secret_access_key": "hush", "session_token": null})",
        R"({"access_key_id": "hush", "secret_access_key": "hush", "more": "hush"})",
        R"({"access_key_id": "hush", "secret_access_key": "hush")"}) {
    try {
      parse_keys(Secret(text));
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::usage) << text;
      EXPECT_EQ(std::string(error.what()).find("hush"), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace igbot::s3
