// SPDX-License-Identifier: MIT
#include "core/bot/wizard/init_pages.hpp"

#include "core/bot/account_login.hpp"
#include "core/bot/say.hpp"
#include "core/media/source_config.hpp"
#include "core/text/html.hpp"
#include "core/text/text.hpp"

namespace igbot::bot {
namespace {

Button answer(const std::string& text, const std::string& value) {
  return button(text, "init", value);
}

/// The last row of every page: Back carries where to, so that two taps go one step.
std::vector<Button> way_out(InitStep step) {
  std::vector<Button> row;
  if (step != InitStep::mode) {
    row.push_back(answer("‹ Back", "back." + std::string(to_string(step_before(step)))));
  }
  row.push_back(answer("✖ Cancel", "cancel"));
  return row;
}

MenuPage question(const InitView& view, const std::string& title,
                  const std::vector<std::string>& lines) {
  const std::string head = (view.is_new ? "Setting up " : "Changing ") + view.chat_name;
  return {"<b>" + text::escape_html(head) + "</b>\n" + text::escape_html(title) + "\n\n" +
              html_of(lines),
          {}};
}

MenuPage mode_page(const InitView& view) {
  MenuPage page = question(view, "Step 1 of 5: how shall it work?",
                           {"Dry run does everything except publishing: look at it for a day or "
                            "two first.",
                            "Live publishes what is approved."});
  page.keyboard = {{answer("🧪 Dry run (recommended)", "mode.dry")},
                   {answer("🚀 Live", "mode.ask")}};
  return page;
}

MenuPage live_page(const InitView& view) {
  MenuPage page =
      question(view, "Step 1 of 5: live, really?",
               {"⚠ From the first post on, what is approved goes to Instagram and is "
                "seen by everybody. Nothing takes a story back but deleting it there."});
  page.keyboard = {{answer("Yes, live", "mode.live"), answer("🧪 Dry run", "mode.dry")}};
  return page;
}

std::string account_question(const InitView& view, const InitDraft& draft) {
  if (draft.linked) return "@" + *draft.linked + " is connected; it is saved at the end.";
  if (!view.accounts.empty()) return "Which account does this chat publish with?";
  const std::string who =
      view.offers_login ? "Connect one, or skip this" : "The operator connects one";
  return "No Instagram account is connected. " + who +
         "; until then people post by hand, and the cards say how.";
}

MenuPage account_question_page(const InitView& view, const InitDraft& draft) {
  MenuPage page = question(view, "Step 2 of 5: Instagram", {account_question(view, draft)});
  for (const auto& account : view.accounts) {
    page.keyboard.push_back({answer("@" + account.username, "account." + id_text(account.id))});
  }
  if (view.offers_login) {
    page.keyboard.push_back({answer("➕ Connect with Instagram", "account.instagram"),
                             answer("➕ Connect with Facebook", "account.facebook")});
  }
  page.keyboard.push_back({answer(draft.linked ? "Go on ▸" : "Skip ▸", "account.skip")});
  return page;
}

MenuPage login_page(const InitView& view) {
  return question(view, "Step 2 of 5: Instagram",
                  {"Log in with the button below, then reply with the address you were sent to."});
}

MenuPage connecting_page(const InitView& view) {
  return question(view, "Step 2 of 5: Instagram", {"⏳ Connecting the account"});
}

bool has_source(const InitView& view) { return view.present.at(k_source_config) != "{}"; }

std::string present_source(const InitView& view) {
  const std::string& type = view.present.at(k_source_type);
  try {
    return media::describe(
        media::parse_source_config(media::source_type_from(type).value_or(SourceType::local),
                                   view.present.at(k_source_config)));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::usage) throw;
    return type;
  }
}

std::vector<std::string> source_ways(const InitView& view) {
  std::vector<std::string> lines;
  if (view.offers_drive) {
    lines.emplace_back("Google Drive: the login comes after the last step.");
  }
  if (!view.roots.empty()) {
    lines.push_back("A folder of the server: below " + text::join(view.roots, " or ") + ".");
  }
  std::vector<std::string> on_server;
  if (!view.offers_drive) on_server.emplace_back("Google Drive");
  on_server.emplace_back("S3-compatible storage");
  if (view.roots.empty()) on_server.emplace_back("folders of the server");
  lines.push_back("The operator connects " + text::join(on_server, ", ") +
                  "; once the chat is set up, /connect_drive and /connect_s3 say how.");
  return lines;
}

MenuPage source_question_page(const InitView& view) {
  std::vector<std::string> lines{"Top-level folders become categories."};
  if (has_source(view)) lines.push_back("Now: " + present_source(view));
  for (std::string& line : source_ways(view)) lines.push_back(std::move(line));
  MenuPage page = question(view, "Step 3 of 5: where do the photos and videos come from?", lines);
  if (view.offers_drive) page.keyboard.push_back({answer("Google Drive", "source.drive")});
  if (!view.roots.empty()) {
    page.keyboard.push_back({answer("📁 Folder on the server", "source.custom")});
  }
  page.keyboard.push_back(
      {answer(has_source(view) ? "Keep what there is ▸" : "Skip ▸", "source.skip")});
  return page;
}

MenuPage looking_page(const InitView& view, const InitDraft& draft) {
  return question(view, "Step 3 of 5: media", {"⏳ Looking into " + draft.candidate});
}

MenuPage daily_page(const InitView& view) {
  MenuPage page = question(view, "Step 4 of 5: how many posts a day?",
                           {"Now: " + view.present.at("posts_per_day")});
  page.keyboard = {{answer("3", "daily.3"), answer("5", "daily.5"), answer("10", "daily.10"),
                    answer("✏ Custom", "daily.custom")}};
  return page;
}

MenuPage hours_page(const InitView& view) {
  MenuPage page = question(
      view, "Step 4 of 5: between which hours?",
      {"Local time; past midnight is fine.", "Now: " + view.present.at("posting_hours_start") +
                                                 "-" + view.present.at("posting_hours_end")});
  page.keyboard = {{answer("9-21", "hours.9-21"), answer("13-1", "hours.13-1"),
                    answer("✏ Custom", "hours.custom")}};
  return page;
}

MenuPage zone_page(const InitView& view) {
  const std::string& present = view.present.at("posting_timezone");
  MenuPage page = question(view, "Step 4 of 5: in which time zone?", {"Now: " + present});
  page.keyboard.push_back({answer("Keep " + present + " ▸", "zone.skip")});
  const auto presets = setting("posting_timezone").presets;
  for (std::size_t i = 0; i < presets.size(); i += 2) {
    auto& row = page.keyboard.emplace_back();
    for (std::size_t j = i; j < std::min(i + 2, presets.size()); ++j) {
      row.push_back(answer(std::string(presets[j]), "zone." + std::string(presets[j])));
    }
  }
  page.keyboard.push_back({answer("✏ Custom", "zone.custom")});
  return page;
}

std::string media_line(const InitView& view, const InitDraft& draft) {
  if (draft.connects_drive) return "Media: Google Drive, with a login that comes next";
  if (draft.source) {
    return "Media: " + draft.source->path + ", " +
           text::count(draft.source->files, "file", "files") + " in " +
           text::count(draft.source->categories, "category", "categories");
  }
  return "Media: " + (has_source(view) ? present_source(view) : std::string("none yet"));
}

MenuPage summary_page(const InitView& view, const InitDraft& draft) {
  const auto chosen = [&](const std::optional<std::string>& value, const std::string& present) {
    return value.value_or(present);
  };
  const bool live = draft.is_live.value_or(view.present.at("dry_run_mode") == "false");
  const std::string account = draft.account.value_or(view.present.at(k_active_account));
  MenuPage page =
      question(view, "Step 5 of 5: this is what will be saved",
               {"Mode: " + std::string(live ? "🚀 live" : "🧪 dry run"),
                "Account: " + (account.empty() ? std::string("none") : "@" + account),
                media_line(view, draft),
                "Posts per day: " + chosen(draft.posts_per_day, view.present.at("posts_per_day")),
                "Hours: " +
                    chosen(draft.hours, view.present.at("posting_hours_start") + "-" +
                                            view.present.at("posting_hours_end")) +
                    " " + chosen(draft.zone, view.present.at("posting_timezone"))});
  page.keyboard = {{answer("✅ Complete setup", "done")}};
  return page;
}

}  // namespace

MenuPage init_page(const InitView& view, const InitDraft& draft, InitStep step) {
  const auto body = [&] {
    switch (step) {
      case InitStep::mode:
        return mode_page(view);
      case InitStep::live:
        return live_page(view);
      case InitStep::account:
        return account_question_page(view, draft);
      case InitStep::login:
        return login_page(view);
      case InitStep::connecting:
        return connecting_page(view);
      case InitStep::source:
        return source_question_page(view);
      case InitStep::looking:
        return looking_page(view, draft);
      case InitStep::daily:
        return daily_page(view);
      case InitStep::hours:
        return hours_page(view);
      case InitStep::zone:
        return zone_page(view);
      case InitStep::summary:
        break;
    }
    return summary_page(view, draft);
  };
  MenuPage page = body();
  page.keyboard.push_back(way_out(step));
  return page;
}

MenuPage canceled_page() {
  return {html_of({"Canceled: nothing was changed. /init begins anew."}), {}};
}

MenuPage completed_page(const Completed& completed) {
  std::vector<std::string> lines{"✅ " + completed.chat_name + " is set up."};
  if (completed.reads_library) {
    lines.emplace_back("🔄 Reading the library; the schedule comes next.");
  }
  if (completed.connects_drive) {
    lines.emplace_back("Google Drive comes next: log in below. /connect_drive begins it again.");
  }
  lines.emplace_back("/settings changes everything later, /help lists what there is.");
  MenuPage page{html_of(lines), {}};
  if (!completed.reads_library && !completed.connects_drive) {
    page.keyboard.push_back({button("🗓 Create schedule", "schedule")});
  }
  return page;
}

MenuPage taken_page(const std::string& other) {
  return {
      html_of({other + " is setting this chat up. What was answered so far can be taken over."}),
      {{answer("Take over", "take"), answer("Leave it", "leave")}}};
}

std::string init_question_html(const InitView& view, InitStep step) {
  switch (step) {
    case InitStep::login:
      return login_question_html();
    case InitStep::source:
      return html_of(
          {"Reply to this message with the folder, below " + text::join(view.roots, " or ") + "."});
    case InitStep::daily:
      return question_html("posts_per_day");
    case InitStep::hours:
      return question_html(std::string(k_posting_hours));
    default:
      return question_html("posting_timezone");
  }
}

std::string init_placeholder(InitStep step) {
  switch (step) {
    case InitStep::login:
      return "https://…?code=…&state=…";
    case InitStep::source:
      return "/srv/photos";
    case InitStep::daily:
      return "1 to 50";
    case InitStep::hours:
      return "14-2";
    default:
      return "Europe/Berlin";
  }
}

}  // namespace igbot::bot
