// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "core/post/worker.hpp"
#include "core/store/chat_repository.hpp"

namespace igbot::post {

/// A post somebody works on, with what belongs to it as it was when it was taken.
struct Claimed {
  Chat chat;
  Post post;
  ChatSettings settings;
  media::MediaItem item;
};

using ScopedEdit = std::function<void(ChatScope, Post&)>;

/// One step of the worker in its own transaction; false when the fence stopped it.
bool advance(Worker& worker, Claimed& claimed, Verb verb, const std::optional<std::string>& why,
             const ScopedEdit& edit = {});
void report(Worker& worker, const Claimed& claimed, const std::string& outcome,
            const std::string& detail = {});

/// When to try again after the n-th refusal of a post (n >= 1): exponential with jitter.
std::chrono::milliseconds backoff(int failures, PostId post);

/// Refusals after which a post is failed.
inline constexpr int k_most_failures = 3;

/// Removes the local copy of a media file, if there is one, when it is not needed any more.
struct LocalCopy {
  std::filesystem::path path;
  explicit LocalCopy(std::filesystem::path file = {}) : path(std::move(file)) {}
  LocalCopy(const LocalCopy&) = delete;
  LocalCopy& operator=(const LocalCopy&) = delete;
  ~LocalCopy() {
    std::error_code ignored;  // the run's temporary folder goes away with it
    if (!path.empty()) std::filesystem::remove(path, ignored);
  }
};

}  // namespace igbot::post
