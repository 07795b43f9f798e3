// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/fault/posting_world.hpp"
#include "tests/support/graph_sandbox.hpp"
#include "tests/support/static_server.hpp"

namespace igbot::test {

/// Chats that publish by themselves, each to an account of its own, through a folder that a web
/// server lends to a Graph sandbox.
class PublishingWorld : public PostingWorld {
 public:
  PublishingWorld(int chats, int photos_per_chat);

  GraphSandbox& graph() { return graph_; }
  std::string account_id(int chat) const;
  std::string token(int chat) const;

  /// A post of this chat that is neither at its end nor a doubt; nothing when there is none.
  bool has_open_post(int chat);
  /// What has to wait for its time before `post run` looks at it: the time has come.
  void let_time_pass();
  /// Runs until nothing is on its way any more, as cron would.
  void settle();
  std::map<std::string, int> states();

  /// What is not as it must be, one line each: a picture that went out twice, a story that no post
  /// knows of, a post that counts as published and is not, a doubt that Instagram could settle.
  std::vector<std::string> wrongs();

 private:
  std::vector<post::Post> posts();

  std::filesystem::path public_folder_;
  StaticServer lender_;
  GraphSandbox graph_;
};

}  // namespace igbot::test
