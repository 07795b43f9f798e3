// SPDX-License-Identifier: MIT
#include <filesystem>
#include <map>
#include <variant>

#include "core/error.hpp"
#include "core/legacy/import_context.hpp"
#include "core/media/content_repository.hpp"
#include "core/media/media_source.hpp"
#include "core/media/media_texts.hpp"
#include "core/media/media_type.hpp"
#include "core/media/source_config.hpp"
#include "core/media/source_repository.hpp"
#include "core/text/text.hpp"

namespace igbot::legacy {
namespace {

namespace fs = std::filesystem;

/// No source's version reads so: the first sync looks at the file and finds its content known.
constexpr const char* k_version = "imported";

/// What makes a file the same again for the source it will be synced from.
struct Place {
  SourceId source{};
  std::string identifier;
  std::string path;  ///< shown to people
};

media::Digests digests_of(const OldMedia& media) {
  constexpr std::size_t k_md5_length = 32;
  if (media.hash.size() == k_md5_length) return {.sha256 = std::nullopt, .md5 = media.hash};
  return {.sha256 = media.hash, .md5 = std::nullopt};
}

/// Relative to the folder; nothing when the file lies elsewhere.
std::optional<std::string> below(const fs::path& root, const fs::path& file) {
  const fs::path clean = file.lexically_normal();
  const fs::path relative = clean.is_relative() && root.is_absolute()
                                ? clean
                                : clean.lexically_relative(root.lexically_normal());
  if (relative.empty() || relative == "." || *relative.begin() == "..") return std::nullopt;
  return relative.generic_string();
}

/// The sources of one chat, made when the first file of each comes.
class Places {
 public:
  Places(ImportContext& context, const Tenant& tenant) : context_(context), tenant_(tenant) {}

  /// Throws what media_folders throws; a reason why a file has no place is returned as text.
  std::variant<Place, std::string> of(const OldMedia& media) {
    if (media.source_type == "local") return local(media);
    if (media.source_type == "google_drive") return drive(media);
    return "unknown media source: " + media.source_type;
  }

 private:
  std::variant<Place, std::string> local(const OldMedia& media) {
    if (folders_.empty()) folders_ = media_folders(context_, tenant_);
    for (const MediaFolder& folder : folders_) {
      const auto relative = below(folder.old_root, media.file_path);
      if (!relative) continue;
      const SourceId source =
          source_of(SourceType::local, folder.root,
                    media::print_source_config(media::LocalSourceConfig{folder.root}));
      return Place{source, *relative, *relative};
    }
    return "it lies outside of its media folder " + folders_.front().old_root + ": " +
           media.file_path;
  }

  std::variant<Place, std::string> drive(const OldMedia& media) {
    if (!media.source_identifier) return "source_identifier is missing";
    const OldChat* old = tenant_.old;
    const bool has_root =
        old != nullptr && old->source_root && old->source_type.value_or("") == "google_drive";
    const std::string root = has_root ? *old->source_root : "root";
    const SourceId source = source_of(SourceType::google_drive, root,
                                      media::print_source_config(media::DriveSourceConfig{root}));
    const std::string folder = media.category ? *media.category + "/" : "";
    return Place{source, *media.source_identifier, folder + media.file_name};
  }

  SourceId source_of(SourceType type, const std::string& root, const std::string& config) {
    const auto key = std::make_pair(type, root);
    const auto found = sources_.find(key);
    if (found != sources_.end()) return found->second;
    media::SourceRepository repository(context_.unit.chat(tenant_.chat.key));
    return sources_.emplace(key, repository.find_or_add(type, root, config).id).first->second;
  }

  ImportContext& context_;
  const Tenant& tenant_;
  std::vector<MediaFolder> folders_;
  std::map<std::pair<SourceType, std::string>, SourceId> sources_;
};

/// Tags are separated by blanks and commas here, so those inside of one become underscores.
std::string tags_text(std::vector<std::string> tags) {
  for (std::string& tag : tags) {
    tag = text::trim(tag);
    for (char& c : tag) c = c == ',' || c == ' ' || c == '\t' || c == '\n' ? '_' : c;
  }
  return text::join(tags, ", ");
}

/// The texts as they are stored; one that is refused is left out, the item stays.
media::MediaTexts texts_of(ImportContext& context, const Tenant& tenant, const OldMedia& old) {
  media::MediaTexts texts;
  const auto take = [&](std::optional<std::string> media::MediaTexts::*field,
                        const std::optional<std::string>& value) {
    if (!value) return;
    media::MediaTexts one;
    one.*field = value;
    try {
      texts.*field = media::checked_texts(one).*field;
      context.tally.imported(k_texts, tenant.chat.key);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::usage) throw;
      context.tally.refuse(k_texts, tenant.chat.key, old.line,
                           std::string(error.what()) + " (the item itself is taken over)");
    }
  };
  take(&media::MediaTexts::title, old.title);
  take(&media::MediaTexts::caption, old.caption);
  take(&media::MediaTexts::link, old.link);
  if (!old.tags.empty()) take(&media::MediaTexts::tags, tags_text(old.tags));
  return texts;
}

/// Adds what the item there does not say yet; returns its content.
OldItem complete_item(ChatScope scope, const sql::Row& present, ContentId old_content,
                      const OldMedia& old, const media::MediaTexts& texts) {
  const auto id = present.id<MediaId>(0);
  const auto content = present.id<ContentId>(1);
  // Which content the file has by the old digest, only reading it can tell.
  const bool is_doubtful = content != old_content && present.integer(3) == old.size;
  scope.db().execute(
      "UPDATE media_items SET title = COALESCE(title, $3), caption = COALESCE(caption, $4), "
      "link = COALESCE(link, $5), tags = COALESCE(tags, $6), "
      "times_posted = MAX(times_posted, $7), "
      "last_posted_at = NULLIF(MAX(COALESCE(last_posted_at, -1), COALESCE($8, -1)), -1), "
      "version = CASE WHEN $9 THEN $10 ELSE version END, updated_at = $11 "
      "WHERE chat_id = $1 AND id = $2",
      {scope.key(), id, texts.title, texts.caption, texts.link, texts.tags, old.times_posted,
       old.last_posted_at, is_doubtful, k_version, scope.now()});
  return {scope.key(), id, content, old_content, present.text(2)};
}

OldItem add_item(ChatScope scope, const Place& place, ContentId content, const OldMedia& old,
                 const media::MediaTexts& texts) {
  const std::string category = old.category ? *old.category : media::category_of(place.path);
  const std::string mime = old.mime ? *old.mime : media::mime_of_extension(old.file_name);
  const auto id =
      scope.db()
          .execute(
              "INSERT INTO media_items (chat_id, source_id, identifier, version, content_id, path, "
              "category, mime, size, active, times_posted, last_posted_at, title, caption, link, "
              "tags, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
              "$12, $13, $14, $15, $16, $17, $18) RETURNING id",
              {scope.key(), place.source, place.identifier, k_version, content, place.path,
               category, mime, old.size, old.active, old.times_posted, old.last_posted_at,
               texts.title, texts.caption, texts.link, texts.tags,
               old.created_at.value_or(scope.now()), scope.now()})
          .front()
          .id<MediaId>(0);
  return {scope.key(), id, content, content, category};
}

/// An item of an earlier import, as it is now.
OldItem known_item(ChatScope scope, std::int64_t id, const OldMedia& old) {
  const auto item =
      scope.db()
          .execute("SELECT content_id, category FROM media_items WHERE chat_id = $1 AND id = $2",
                   {scope.key(), id})
          .front();
  const auto content = item.id<ContentId>(0);
  const auto by_digest = media::ContentRepository(scope).find(digests_of(old), old.size);
  return {scope.key(), static_cast<MediaId>(id), content, by_digest ? by_digest->id : content,
          item.text(1)};
}

void import_item(ImportContext& context, const Tenant& tenant, Places& places,
                 const OldMedia& old) {
  const ChatScope scope = context.unit.chat(tenant.chat.key);
  ImportedRows imported(scope);
  if (const auto id = imported.find(k_media, old.id)) {
    context.items[old.id] = known_item(scope, *id, old);
    context.tally.already(k_media, tenant.chat.key);
    return;
  }
  const auto found = places.of(old);
  if (const auto* reason = std::get_if<std::string>(&found)) {
    context.tally.refuse(k_media, tenant.chat.key, old.line, *reason);
    return;
  }
  const auto& place = std::get<Place>(found);
  const ContentId content = media::ContentRepository(scope).find_or_add(digests_of(old), old.size);
  const media::MediaTexts texts = texts_of(context, tenant, old);
  const auto present = scope.db().execute(
      "SELECT id, content_id, category, size FROM media_items WHERE chat_id = $1 "
      "AND source_id = $2 AND identifier = $3",
      {scope.key(), place.source, place.identifier});
  const OldItem item = present.empty() ? add_item(scope, place, content, old, texts)
                                       : complete_item(scope, present.front(), content, old, texts);
  imported.add(k_media, old.id, number(item.media));
  context.items[old.id] = item;
  context.tally.imported(k_media, tenant.chat.key);
}

}  // namespace

void import_media(ImportContext& context) {
  std::map<ChatKey, Places> places;
  for (const OldMedia& old : context.dump.media) {
    const Tenant* tenant = context.tenant(old, k_media);
    if (tenant == nullptr) continue;
    auto& own = places.try_emplace(tenant->chat.key, context, *tenant).first->second;
    import_item(context, *tenant, own, old);
  }
}

}  // namespace igbot::legacy
