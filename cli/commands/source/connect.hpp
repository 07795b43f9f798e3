// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cli/questions.hpp"
#include "cli/selected.hpp"
#include "cli/services.hpp"
#include "core/media/source_service.hpp"

namespace igbot::cli {

/// What every way of connecting takes.
struct ConnectSourceOptions {
  std::string reason;
  bool yes = false;
  bool dry_run = false;
};

void add_connect_flags(CLI::App& command, ConnectSourceOptions& options);

/// The chat that gets it; the admin chat is made at its first write.
Chat chat_to_connect(const ConnectSourceOptions& options, Services& services);

/// Opens the source by what was given, goes through all of it, asks, and makes it the chat's.
/// Prints what came of it. Throws as the source does, before anything is stored.
int connect_source(const ConnectSourceOptions& options, const media::WantedSource& wanted,
                   Services& services, Io& io, const Chat& chat);

/// The secret the chat has for its present source, where the other one has the same address:
/// another folder of the same Drive needs no new login.
std::optional<NewCredential> present_secret(Services& services, const Chat& chat,
                                            const media::SourceConfig& other);

/// Prints the fields of the document when --json=help asked for them.
bool print_connect_help(Services& services, Io& io);

/// What a person who gives up is told; returns the exit code.
int nothing_connected(Io& io);

void add_connect_local(CLI::App& connect, Selected& selected);
void add_connect_drive(CLI::App& connect, Selected& selected);
void add_connect_s3(CLI::App& connect, Selected& selected);

}  // namespace igbot::cli
