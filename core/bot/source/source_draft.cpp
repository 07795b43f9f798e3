// SPDX-License-Identifier: MIT
#include "core/bot/source/source_draft.hpp"

#include <nlohmann/json.hpp>

namespace igbot::bot {

std::string to_json_text(const SourceDraft& draft) {
  using nlohmann::json;
  json folders = json::array();
  for (const auto& folder : draft.folders) folders.push_back({folder.id, folder.name});
  const json object{{"type", media::to_string(draft.type)},
                    {"turn", draft.turn},
                    {"folders", std::move(folders)},
                    {"candidate", draft.candidate},
                    {"config", draft.config}};
  return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

SourceDraft parse_source_draft(const std::string& text) {
  const auto object = nlohmann::json::parse(text);
  SourceDraft draft{.type = media::source_type_from(object.at("type")).value(),
                    .turn = object.at("turn"),
                    .folders = {},
                    .candidate = object.at("candidate"),
                    .config = object.at("config")};
  for (const auto& folder : object.at("folders")) {
    draft.folders.push_back({folder.at(0), folder.at(1)});
  }
  return draft;
}

}  // namespace igbot::bot
