// SPDX-License-Identifier: MIT
#include "tests/support/drive_tree.hpp"

#include <algorithm>

namespace igbot::test {

DriveTree::DriveTree() {
  my_drive_ = next_id();
  nodes_[my_drive_] = {.id = my_drive_, .name = "My Drive", .mime = k_drive_folder};
}

std::string DriveTree::next_id() {
  std::string number = std::to_string(++ids_);
  // As long as Google's, and with all that they may consist of.
  return "1aB-" + std::string(24 - number.size(), '0') + number + "_xYz9";
}

std::string DriveTree::add(DriveNode node) {
  node.id = next_id();
  if (const DriveNode* parent = find(node.parent)) node.drive_id = parent->drive_id;
  const std::string id = node.id;
  nodes_[id] = std::move(node);
  note_change(id);
  return id;
}

std::string DriveTree::add_shared_drive(const std::string& name) {
  const std::string id = next_id();
  // Its root is a folder that Google calls "Drive".
  nodes_[id] = {.id = id, .name = "Drive", .mime = k_drive_folder, .drive_id = id};
  shared_drives_[id] = name;
  return id;
}

const DriveNode* DriveTree::find(const std::string& id) const {
  const auto found = nodes_.find(id);
  return found == nodes_.end() ? nullptr : &found->second;
}

std::vector<const DriveNode*> DriveTree::all() const {
  std::vector<const DriveNode*> all;
  for (const auto& [id, node] : nodes_) all.push_back(&node);
  std::sort(all.begin(), all.end(), [](const DriveNode* left, const DriveNode* right) {
    return left->modified > right->modified;
  });
  return all;
}

std::vector<const DriveNode*> DriveTree::children(const std::string& folder) const {
  std::vector<const DriveNode*> children = all();
  std::erase_if(children, [&](const DriveNode* node) { return node->parent != folder; });
  return children;
}

bool DriveTree::is_trashed(const DriveNode& node) const {
  for (const DriveNode* one = &node; one != nullptr; one = find(one->parent)) {
    if (one->is_trashed) return true;
  }
  return false;
}

void DriveTree::note_change(const std::string& id) {
  DriveNode& node = nodes_.at(id);
  node.modified = ++ticks_;
  changes_.push_back({id, node.drive_id});
}

void DriveTree::set_drive(const std::string& id, const std::string& drive_id) {
  nodes_.at(id).drive_id = drive_id;
  for (const DriveNode* child : children(id)) set_drive(child->id, drive_id);
}

void DriveTree::move(const std::string& id, const std::string& parent) {
  DriveNode& node = nodes_.at(id);
  const std::string old_drive = node.drive_id;
  node.parent = parent;
  set_drive(id, nodes_.at(parent).drive_id);
  note_change(id);
  if (old_drive != node.drive_id) changes_.push_back({id, old_drive});
}

void DriveTree::remove(const std::string& id) {
  for (const DriveNode* child : children(id)) remove(child->id);
  changes_.push_back({id, nodes_.at(id).drive_id});
  nodes_.erase(id);
}

}  // namespace igbot::test
