// SPDX-License-Identifier: MIT
#include "providers/instagram/meta_login.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/http/form.hpp"
#include "core/http/url.hpp"
#include "core/time_text.hpp"
#include "providers/instagram/login_answers.hpp"

namespace igbot::instagram {
namespace {

constexpr const char* k_instagram_scopes =
    "instagram_business_basic,instagram_business_content_publish,"
    "instagram_business_manage_insights";
constexpr const char* k_facebook_scopes =
    "instagram_basic,instagram_content_publish,instagram_manage_insights,pages_show_list,"
    "pages_read_engagement,business_management";
/// A person with more Pages than this many pages of 100 is not a person.
constexpr int k_most_pages_of_pages = 20;

/// The host that no setting names, or the sandbox that stands for it.
std::string fixed_host(const std::string& base, const char* host) {
  return http::is_loopback_url(base) ? base : std::string("https://") + host;
}

const std::string& required(const std::string& value, const char* name) {
  if (!value.empty()) return value;
  throw Error(ErrorKind::config, std::string("not set: ") + name,
              std::string("set ") + name + " to that of the app at developers.facebook.com");
}

const std::string& required_id(const GraphConfig& config) {
  return required(config.app_id, "instagram.app_id");
}
const std::string& required_secret(const GraphConfig& config) {
  return required(config.app_secret.reveal(), "instagram.app_secret");
}
const std::string& required_redirect(const GraphConfig& config) {
  return required(config.redirect_uri, "instagram.redirect_uri");
}

Error unreachable(const http::TransportError& error, const char* what) {
  return {ErrorKind::temporary, std::string(what) + " failed: " + error.what(),
          "check the network and try again"};
}

Error senseless(const char* what) {
  return {ErrorKind::temporary, std::string(what) + " failed: the answer makes no sense",
          "try again later"};
}

/// A request outside of the usual calls, its transport errors told in the port's terms.
template <typename Send>
http::Response told(const char* what, Send send) {
  try {
    return send();
  } catch (const http::TransportError& error) {
    throw unreachable(error, what);
  }
}

}  // namespace

std::string MetaLogin::authorization_url(AccountLogin login, const std::string& state) {
  const GraphConfig& config = api_.config();
  const bool is_instagram = login == AccountLogin::instagram;
  const std::string page =
      is_instagram ? fixed_host(config.instagram_base, "www.instagram.com") + "/oauth/authorize"
                   : fixed_host(config.facebook_base, "www.facebook.com") + "/" + config.version +
                         "/dialog/oauth";
  return page + "?" +
         http::form_text({{"client_id", required_id(config)},
                          {"redirect_uri", required_redirect(config)},
                          {"response_type", "code"},
                          {"scope", is_instagram ? k_instagram_scopes : k_facebook_scopes},
                          {"state", state}});
}

IssuedToken MetaLogin::exchange_code(AccountLogin login, const std::string& code) {
  return login == AccountLogin::instagram ? exchange_instagram_code(code)
                                          : exchange_facebook_code(code);
}

IssuedToken MetaLogin::issued(const http::Response& response, const char* what) const {
  if (auto token = token_in(response, api_.now())) return *std::move(token);
  if (response.ok()) throw senseless(what);
  throw exchange_error(response, what);
}

IssuedToken MetaLogin::exchange_instagram_code(const std::string& code) {
  constexpr const char* k_what = "login at Instagram";
  const GraphConfig& config = api_.config();
  const std::vector<http::Header> fields{{"client_id", required_id(config)},
                                         {"client_secret", required_secret(config)},
                                         {"grant_type", "authorization_code"},
                                         {"redirect_uri", required_redirect(config)},
                                         {"code", code}};
  require_turn(AccountLogin::instagram, k_what);
  const http::Response first = told(k_what, [&] {
    return api_.post_form(
        AccountLogin::instagram,
        fixed_host(config.instagram_base, "api.instagram.com") + "/oauth/access_token", fields);
  });
  const IssuedToken short_lived = issued(first, k_what);
  return issued(ask(AccountLogin::instagram, config.instagram_base + "/access_token",
                    {{"grant_type", "ig_exchange_token"},
                     {"client_secret", required_secret(config)},
                     {"access_token", short_lived.token.reveal()}},
                    k_what),
                k_what);
}

IssuedToken MetaLogin::exchange_facebook_code(const std::string& code) {
  constexpr const char* k_what = "login at Facebook";
  const GraphConfig& config = api_.config();
  const http::Response first = ask(
      AccountLogin::facebook, config.facebook_base + "/" + config.version + "/oauth/access_token",
      {{"client_id", required_id(config)},
       {"client_secret", required_secret(config)},
       {"redirect_uri", required_redirect(config)},
       {"code", code}},
      k_what);
  return extend_facebook(issued(first, k_what).token);
}

IssuedToken MetaLogin::extend_facebook(const Secret& token) {
  constexpr const char* k_what = "renewing the token at Facebook";
  const GraphConfig& config = api_.config();
  return issued(ask(AccountLogin::facebook,
                    config.facebook_base + "/" + config.version + "/oauth/access_token",
                    {{"grant_type", "fb_exchange_token"},
                     {"client_id", required_id(config)},
                     {"client_secret", required_secret(config)},
                     {"fb_exchange_token", token.reveal()}},
                    k_what),
                k_what);
}

IssuedToken MetaLogin::refresh(AccountLogin login, const Secret& token) {
  if (login == AccountLogin::facebook) return extend_facebook(token);
  constexpr const char* k_what = "renewing the token at Instagram";
  return issued(ask(login, api_.config().instagram_base + "/refresh_access_token",
                    {{"grant_type", "ig_refresh_token"}, {"access_token", token.reveal()}}, k_what),
                k_what);
}

void MetaLogin::require_turn(AccountLogin login, const char* what) {
  const auto wait = api_.wait(login, "");
  if (!wait) return;
  throw Error(ErrorKind::temporary,
              std::string(what) + " failed: the limit of calls is nearly used up",
              "try again in " + duration_text(*wait));
}

http::Response MetaLogin::ask(AccountLogin login, const std::string& url,
                              const std::vector<http::Header>& fields, const char* what) {
  require_turn(login, what);
  return told(what, [&] { return api_.get_with_secrets(login, url, fields); });
}

http::Response MetaLogin::ask(const GraphRequest& request, const char* what) {
  require_turn(request.login, what);
  return told(what, [&] { return api_.send(request); });
}

std::vector<InstagramIdentity> MetaLogin::identify(AccountLogin login, const Secret& token) {
  if (login == AccountLogin::facebook) return identify_pages(token);
  constexpr const char* k_what = "looking up the account at Instagram";
  const http::Response response = ask({.login = login,
                                       .path = "/me",
                                       .fields = {{"fields", "user_id,username,account_type"}},
                                       .token = token},
                                      k_what);
  if (const auto identity = identity_in(response)) return {*identity};
  if (response.ok()) throw senseless(k_what);
  throw token_error(response, k_what);
}

std::vector<InstagramIdentity> MetaLogin::identify_pages(const Secret& token) {
  constexpr const char* k_what = "looking up the accounts at Facebook";
  std::vector<InstagramIdentity> all;
  std::optional<std::string> cursor;
  for (int pages = 0; pages < k_most_pages_of_pages; ++pages) {
    GraphRequest request{
        .login = AccountLogin::facebook,
        .path = "/me/accounts",
        .fields = {{"fields", "instagram_business_account{id,username}"}, {"limit", "100"}},
        .token = token};
    if (cursor) request.fields.push_back({"after", *cursor});
    const http::Response response = ask(request, k_what);
    const auto page = accounts_in(response);
    if (!page && response.ok()) throw senseless(k_what);
    if (!page) throw token_error(response, k_what);
    all.insert(all.end(), page->accounts.begin(), page->accounts.end());
    if (!page->next) return all;
    cursor = page->next;
  }
  throw senseless(k_what);
}

}  // namespace igbot::instagram
