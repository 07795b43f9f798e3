// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "tests/cli/bot_chat.hpp"
#include "tests/support/graph_sandbox.hpp"

namespace igbot::test {
namespace {

constexpr std::int64_t k_fresh = -1002;
constexpr const char* k_brand_id = "17841400000000001";

/// The team's chat with Instagram behind it, and a chat that Anna may set up.
class TelegramAccount : public BotChat {
 protected:
  TelegramAccount() {
    const std::string key = (cli.folder() / "key").string();
    must_run({"key", "generate", key});
    cli.set_environment("IGBOTCTL_KEY_FILE", key);
    cli.set_environment("IGBOTCTL_TELEGRAM_INIT", "open");
    cli.set_environment("IGBOTCTL_INSTAGRAM_API_BASE", graph.url());
    cli.set_environment("IGBOTCTL_INSTAGRAM_FACEBOOK_API_BASE", graph.url());
    cli.set_environment("IGBOTCTL_INSTAGRAM_APP_ID", graph.api().app().id);
    cli.set_environment("IGBOTCTL_INSTAGRAM_APP_SECRET", graph.api().app().secret);
    cli.set_environment("IGBOTCTL_INSTAGRAM_REDIRECT_URI", graph.api().app().redirect_uri);
    graph.api().add_account({.id = k_brand_id, .username = "brand"});
    telegram.api().set_member(-1001, k_anna.id, "creator");
    telegram.api().set_member(k_fresh, k_anna.id, "creator");
  }

  /// The address that a person who pressed the newest [Log in with …] is sent to.
  std::string redirect(const std::string& query_before_state) {
    std::string state;
    for (const RecordedCall& call : telegram.calls()) {
      const auto at = call.keyboard.find("state=");
      const bool is_login = mentions(call.keyboard, "Log in with");
      if (is_login && at != std::string::npos) state = call.keyboard.substr(at + 6, 32);
    }
    EXPECT_FALSE(state.empty());
    return graph.api().app().redirect_uri + "?" + query_before_state + "&state=" + state + "#_";
  }
  std::string granted() {
    return redirect("code=" + graph.api().issue_code({.accounts = {k_brand_id}}));
  }
  nlohmann::json accounts(std::int64_t chat) const {
    return nlohmann::json::parse(
        must_run({"account", "list", "--json", "--chat", std::to_string(chat)}).out)["accounts"];
  }
  int sealed_secrets() const {
    return nlohmann::json::parse(must_run({"key", "list", "--json"}).out)["keys"][0]["secrets"];
  }
  void open_account_page() {
    write_now("/settings");
    tap_now("Account");
  }

  GraphSandbox graph;
};

TEST_F(TelegramAccount, ALoginFromTheMenuConnectsTheAccountAndThePastedAddressGoes) {
  open_account_page();
  tap_now("➕ Connect with Instagram");
  EXPECT_TRUE(shows("[Log in with Instagram]"));
  const std::string pasted = granted();
  reply_now(pasted);
  EXPECT_TRUE(shows("@brand is connected")) << shown();
  EXPECT_EQ(accounts(-1001)[0]["token_days"], 59);
  EXPECT_EQ(setting("active_account"), "brand\n");
  // The bot does not administer this group.
  EXPECT_TRUE(shows("please delete it yourself"));
  open_account_page();
  EXPECT_TRUE(mentions(shown(), "@brand: token good for 59 days")) << shown();
}

TEST_F(TelegramAccount, WhatIsNoAddressIsExplainedAndAskedForAgain) {
  open_account_page();
  tap_now("➕ Connect with Instagram");
  reply_now("hello");
  EXPECT_TRUE(shows("not the address")) << shown();
  reply_now(granted());
  EXPECT_TRUE(shows("@brand is connected")) << shown();
}

TEST_F(TelegramAccount, WhoDeclinesOrMayNotIsTold) {
  open_account_page();
  tap_now("➕ Connect with Facebook");
  reply_now(redirect("error=access_denied"));
  EXPECT_TRUE(shows("declined")) << shown();
  open_account_page();
  tap_now("➕ Connect with Instagram", k_ben);
  EXPECT_TRUE(mentions(told(), "may not")) << told();
  EXPECT_TRUE(accounts(-1001).empty());
}

TEST_F(TelegramAccount, ACodeThatIsRefusedLeavesTheChatAsItWas) {
  open_account_page();
  tap_now("➕ Connect with Instagram");
  reply_now(redirect("code=invented"));
  EXPECT_TRUE(shows("Not connected")) << shown();
  EXPECT_TRUE(accounts(-1001).empty());
}

TEST_F(TelegramAccount, WithoutAnAppTheOperatorConnects) {
  cli.set_environment("IGBOTCTL_INSTAGRAM_APP_ID", "");
  open_account_page();
  EXPECT_TRUE(mentions(shown(), "The operator connects")) << shown();
  EXPECT_FALSE(mentions(shown(), "➕")) << shown();
}

TEST_F(TelegramAccount, InTheWizardTheAccountBecomesTheChatsWithCompleteSetup) {
  write_now("/init", k_anna, k_fresh);
  tap_now("🧪 Dry run", k_anna, k_fresh);
  tap_now("➕ Connect with Instagram", k_anna, k_fresh);
  reply_now(granted(), k_anna, k_fresh);
  EXPECT_TRUE(mentions(shown(k_fresh), "Step 3 of 5")) << shown(k_fresh);
  EXPECT_TRUE(accounts(k_fresh).empty());
  tap_now("Skip ▸", k_anna, k_fresh);
  tap_now("5", k_anna, k_fresh);
  tap_now("9-21", k_anna, k_fresh);
  tap_now("Europe/Berlin", k_anna, k_fresh);
  EXPECT_TRUE(mentions(shown(k_fresh), "Account: @brand")) << shown(k_fresh);
  tap_now("✅ Complete setup", k_anna, k_fresh);
  EXPECT_EQ(accounts(k_fresh)[0]["in_use"], true);
  EXPECT_EQ(must_run({"settings", "get", "active_account", "--chat", "-1002"}).out, "brand\n");
}

TEST_F(TelegramAccount, CancelErasesWhatTheWizardSealed) {
  write_now("/init", k_anna, k_fresh);
  tap_now("🧪 Dry run", k_anna, k_fresh);
  tap_now("➕ Connect with Instagram", k_anna, k_fresh);
  reply_now(granted(), k_anna, k_fresh);
  EXPECT_EQ(sealed_secrets(), 1);
  tap_now("✖ Cancel", k_anna, k_fresh);
  EXPECT_EQ(sealed_secrets(), 0);
}

}  // namespace
}  // namespace igbot::test
