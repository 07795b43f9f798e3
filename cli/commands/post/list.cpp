// SPDX-License-Identifier: MIT
#include "cli/commands/post/list.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/exit_code.hpp"
#include "cli/post_output.hpp"
#include "core/media/media_repository.hpp"
#include "core/post/post_repository.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using post::Post;

struct PostListOptions {
  std::string status;
  std::string since;
  int limit = 200;
};

int run_post_list(const PostListOptions& options, Services& services, Io& io) {
  if (print_json_help(k_post_list_shape, services, io)) return 0;
  const Chat chat = services.chat();
  const Zone zone = zone_of(services, chat);
  post::PostFilter filter{.state = post::parse_post_state(options.status), .limit = options.limit};
  if (!options.since.empty()) {
    filter.from = parse_time(options.since, zone, services.clock().now());
  } else if (!filter.state) {
    filter.from = services.clock().now() - std::chrono::days{7};
  }
  struct Listed {
    Post post;
    std::string path;
  };
  const auto posts = services.store().read([&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat.key);
    std::vector<Listed> listed;
    for (const Post& post : post::PostRepository(scope).list(filter)) {
      const auto item = media::MediaRepository(scope).find(post.media);
      listed.push_back({post, item ? item->path : "?"});
    }
    return listed;
  });
  if (const auto& json = services.globals().json) {
    nlohmann::json list = nlohmann::json::array();
    for (const auto& [post, path] : posts) list.push_back(post_json(chat.telegram_id, post, path));
    print_json(io, *json, k_post_list_shape, {{"posts", std::move(list)}});
    return k_done;
  }
  if (posts.empty()) {
    io.out << "no such posts; igbotctl schedule create plans some\n";
    return k_done;
  }
  Table table({"ID", "DUE", "STATUS", "CATEGORY", "PATH", "REASON"});
  for (const auto& [post, path] : posts) {
    table.add({id_text(post.id), local_text(post.due_at, zone), status_text(post), post.category,
               path, post.reason.value_or("")});
  }
  table.print(io);
  return k_done;
}

}  // namespace

void add_post_list(CLI::App& post, Selected& selected) {
  CLI::App* command =
      post.add_subcommand("list", "List the posts of the last week and those to come");
  auto options = std::make_shared<PostListOptions>();
  command->add_option("--status", options->status, "Only posts in this state, of any time")
      ->check(CLI::IsMember(post::post_state_names()));
  command->add_option("--since", options->since, "Only posts due at or after this time");
  command->add_option("--limit", options->limit, "At most so many, the earliest first")
      ->check(CLI::Range(1, 100000))
      ->capture_default_str();
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_post_list(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
