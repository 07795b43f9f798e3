// SPDX-License-Identifier: MIT
#include "core/media/identify.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

#include "core/crypto/digest.hpp"
#include "core/error.hpp"
#include "core/media/media_type.hpp"

namespace igbot::media {
namespace {

/// Enough to hide the latency of a disk; more only cost memory.
constexpr std::size_t k_readers = 8;

Reading bad(const std::string& reason) {
  return {.digests = {}, .mime = {}, .problem = reason, .is_no_media = true};
}

Reading from_listing(const MediaEntry& entry) {
  return {.digests = {.sha256 = entry.sha256, .md5 = entry.md5},
          .mime = mime_of_extension(entry.path),
          .problem = std::nullopt};
}

Reading read_one(MediaSource& source, const ReadJob& job) {
  const MediaEntry& entry = *job.entry;
  std::optional<crypto::Digest> sha256;
  std::optional<crypto::Digest> md5;
  if (job.sha256) sha256.emplace(crypto::DigestAlgorithm::sha256);
  if (job.md5) md5.emplace(crypto::DigestAlgorithm::md5);
  std::string head;
  std::int64_t size = 0;
  source.read({entry.identifier, entry.version}, [&](std::string_view piece) {
    if (head.size() < k_head_size) head += piece.substr(0, k_head_size - head.size());
    size += static_cast<std::int64_t>(piece.size());
    if (sha256) sha256->update(piece);
    if (md5) md5->update(piece);
  });
  if (size != entry.size)
    throw Error(ErrorKind::failed, "cannot be read: changed while it was read");
  const auto mime = detect_mime(head);
  if (!mime) return bad("no image or video, whatever its name says");
  Reading reading = from_listing(entry);
  reading.mime = *mime;
  if (sha256) reading.digests.sha256 = sha256->hex();
  if (md5) reading.digests.md5 = md5->hex();
  return reading;
}

Reading reading_of(MediaSource& source, const ReadJob& job) {
  if (job.entry->size == 0) return bad("the file is empty");
  if (!job.read) return from_listing(*job.entry);
  try {
    return read_one(source, job);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::failed && error.kind() != ErrorKind::not_found) throw;
    return {.digests = {}, .mime = {}, .problem = error.what()};
  }
}

/// Threads that are joined whatever happens.
class Readers {
 public:
  template <typename Work>
  Readers(std::size_t count, const Work& work) {
    for (std::size_t i = 0; i < count; ++i) threads_.emplace_back(work);
  }
  ~Readers() {
    for (std::thread& thread : threads_) thread.join();
  }
  Readers(const Readers&) = delete;
  Readers& operator=(const Readers&) = delete;

 private:
  std::vector<std::thread> threads_;
};

}  // namespace

std::vector<ReadJob> plan_reading(const ContentRepository& contents,
                                  const std::vector<Pending>& files) {
  const auto without_sha256 = contents.sizes_without(crypto::DigestAlgorithm::sha256);
  std::optional<std::vector<std::int64_t>> without_md5;
  const auto among = [](const std::vector<std::int64_t>& sizes, std::int64_t size) {
    return std::binary_search(sizes.begin(), sizes.end(), size);
  };
  std::vector<ReadJob> jobs;
  for (const Pending& file : files) {
    const MediaEntry& entry = *file.entry;
    ReadJob job{.entry = &entry, .md5 = !entry.md5 && among(without_sha256, entry.size)};
    if (entry.sha256) {
      job.read = job.md5;
    } else if (entry.md5 && contents.find({.sha256 = {}, .md5 = entry.md5}, entry.size)) {
      job.read = false;
    } else if (entry.md5) {
      if (!without_md5) without_md5 = contents.sizes_without(crypto::DigestAlgorithm::md5);
      job.read = among(*without_md5, entry.size);
    }
    jobs.push_back(job);
  }
  return jobs;
}

std::vector<Reading> read_all(MediaSource& source, const std::vector<ReadJob>& jobs) {
  std::vector<Reading> readings(jobs.size());
  std::atomic<std::size_t> next{0};
  std::mutex failure_mutex;
  std::exception_ptr failure;
  const auto work = [&] {
    try {
      for (std::size_t i = next++; i < jobs.size(); i = next++) {
        readings[i] = reading_of(source, jobs[i]);
      }
    } catch (...) {
      // Nobody can catch across threads: carried to the caller below.
      const std::lock_guard lock(failure_mutex);
      failure = std::current_exception();
      next = jobs.size();
    }
  };
  const auto to_read =
      std::count_if(jobs.begin(), jobs.end(), [](const ReadJob& job) { return job.read; });
  const std::size_t helpers = std::min(k_readers, static_cast<std::size_t>(to_read));
  {
    const Readers readers(helpers > 1 ? helpers - 1 : 0, work);
    work();
  }
  if (failure) std::rethrow_exception(failure);
  return readings;
}

}  // namespace igbot::media
