// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <thread>

#include "core/error.hpp"
#include "providers/local/local_source.hpp"
#include "tests/support/figures.hpp"
#include "tests/support/media_files.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::local {
namespace {

/// Exchanges two names again and again while it lives.
class Swapper {
 public:
  Swapper(std::filesystem::path one, std::filesystem::path other)
      : thread_([this, one = std::move(one), other = std::move(other)] {
          while (!stop_) {
            ::renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE);
            ++swaps_;
          }
        }) {}
  ~Swapper() {
    stop_ = true;
    thread_.join();
  }
  Swapper(const Swapper&) = delete;
  Swapper& operator=(const Swapper&) = delete;

  int swaps() const { return swaps_; }

 private:
  std::atomic<bool> stop_{false};
  std::atomic<int> swaps_{0};
  std::thread thread_;
};

void set_time(const std::filesystem::path& file) {
  timespec stamp{};
  stamp.tv_sec = 1'700'000'000;
  const std::array<timespec, 2> times{stamp, stamp};
  ASSERT_EQ(::utimensat(AT_FDCWD, file.c_str(), times.data(), 0), 0);
}

/// A photo and a secret of one size and time, so that only the way to them tells them apart.
class SwappedFolder : public testing::Test {
 protected:
  SwappedFolder() {
    test::write_photo(folder_.path(), "memes/a.jpg", "photo!");
    test::write_photo(outside_.path(), "a.jpg", "secret");
    set_time(folder_.path() / "memes/a.jpg");
    set_time(outside_.path() / "a.jpg");
  }

  /// Reads and lists until both ways of failing and succeeding had their chance.
  void read_often(const char* subject, const Swapper& swapper) {
    LocalSource source(folder_.path());
    const media::MediaRef ref{"memes/a.jpg",
                              std::to_string(test::fake_jpeg("photo!").size()) + ":1700000000.0"};
    int read = 0;
    int refused = 0;
    int escaped = 0;
    for (int i = 0; i < 3000 || ((read == 0 || refused == 0) && i < 1'000'000); ++i) {
      try {
        source.read(ref, [&](std::string_view bytes) {
          if (bytes != test::fake_jpeg("photo!")) ++escaped;
        });
        ++read;
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::not_found);
        ++refused;
      }
      if (i % 100 != 0) continue;
      for (const auto& entry : source.list(std::nullopt).entries) {
        EXPECT_EQ(entry.size, static_cast<std::int64_t>(test::fake_jpeg("photo!").size()));
      }
    }
    EXPECT_EQ(escaped, 0);
    EXPECT_GT(read, 0);
    EXPECT_GT(refused, 0);
    EXPECT_GT(swapper.swaps(), 0);
    test::tell_figures("S4", subject,
                       {{"exchanges", swapper.swaps()},
                        {"read", read},
                        {"refused", refused},
                        {"escaped", escaped}});
  }

  test::TemporaryFolder folder_;
  test::TemporaryFolder outside_;
};

TEST_F(SwappedFolder, AFileSwappedForALinkWhileItIsReadNeverLeadsOutside) {
  std::filesystem::create_symlink(outside_.path() / "a.jpg", folder_.path() / "memes/.link");
  read_often("a file exchanged for a link while it is read",
             Swapper(folder_.path() / "memes/a.jpg", folder_.path() / "memes/.link"));
}

TEST_F(SwappedFolder, AFolderSwappedForALinkWhileItIsWalkedNeverLeadsOutside) {
  std::filesystem::create_directory_symlink(outside_.path(), folder_.path() / ".link");
  read_often("a folder exchanged for a link while it is walked",
             Swapper(folder_.path() / "memes", folder_.path() / ".link"));
}

// The control: who looks whether a path is a link, and then opens it, is led out.
TEST_F(SwappedFolder, WhoLooksAndThenOpensByPathIsLedOut) {
  std::filesystem::create_symlink(outside_.path() / "a.jpg", folder_.path() / "memes/.link");
  const std::filesystem::path file = folder_.path() / "memes/a.jpg";
  const Swapper swapper(file, folder_.path() / "memes/.link");
  int looks = 0;
  int escaped = 0;
  for (; escaped == 0 && looks < 1'000'000; ++looks) {
    if (std::filesystem::is_symlink(file)) continue;
    std::ifstream in(file);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (bytes == test::fake_jpeg("secret")) ++escaped;
  }
  EXPECT_GT(escaped, 0);
  test::tell_figures("S4", "control: a file opened by its path after a look",
                     {{"looks", looks}, {"escaped", escaped}});
}

TEST(HostileFolder, ASocketIsReportedAndNotRead) {
  test::TemporaryFolder folder;
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = (folder.path() / "s.jpg").string();
  ASSERT_LT(path.size(), sizeof address.sun_path);
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  LocalSource source(folder.path());
  const auto page = source.list(std::nullopt);
  EXPECT_TRUE(page.entries.empty());
  EXPECT_EQ(page.problems, (std::vector<media::Problem>{{"s.jpg", "a socket is not read"}}));
  EXPECT_THROW(source.read({"s.jpg", "0:0.0"}, [](std::string_view) {}), Error);
  ::close(fd);
}

TEST(HostileFolder, ThousandsOfFilesAreListed) {
  test::TemporaryFolder folder;
  constexpr int k_files = 20'000;
  for (int i = 0; i < k_files; ++i) {
    const std::string in = "f" + std::to_string(i % 10);
    if (i < 10) std::filesystem::create_directory(folder.path() / in);
    const int fd = ::open((folder.path() / in / (std::to_string(i) + ".jpg")).c_str(),
                          O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    ASSERT_GE(fd, 0);
    ::close(fd);
  }
  const auto page = LocalSource(folder.path()).list(std::nullopt);
  EXPECT_EQ(page.entries.size(), static_cast<std::size_t>(k_files));
  EXPECT_FALSE(page.incomplete);
  EXPECT_TRUE(page.problems.empty());
}

ErrorKind kind_of_entering(LocalSource& source, const std::string& folder) {
  try {
    source.folders(folder);
  } catch (const Error& error) {
    return error.kind();
  }
  throw std::logic_error("it was entered: " + folder);
}

TEST(LocalFolders, LinksFilesAndWaysOutAreNotEntered) {
  test::TemporaryFolder parent;
  const std::string root = (parent.path() / "photos").string();
  test::write_photo(root, "memes/a.jpg", "1");
  std::filesystem::create_directory(parent.path() / "photos-private");
  std::filesystem::create_directory_symlink(root + "/memes", root + "/link");
  LocalSource source(root);
  EXPECT_EQ(source.folders(std::nullopt),
            (std::vector<media::MediaFolder>{{root + "/memes", "memes"}}));
  for (const std::string& folder :
       {parent.path().string(), root + "-private", root + "/../photos-private", root + "/link",
        root + "/memes/a.jpg", root + "/nothing", std::string("memes"), std::string("/")}) {
    EXPECT_EQ(kind_of_entering(source, folder), ErrorKind::not_found) << folder;
  }
}

TEST(LocalFolders, TheWholeMachineCanBeLookedThrough) {
  test::TemporaryFolder folder;
  const std::string real = std::filesystem::canonical(folder.path());
  std::filesystem::create_directory(folder.path() / "memes");
  LocalSource source("/");
  bool has_dev = false;
  for (const auto& found : source.folders(std::nullopt)) {
    has_dev = has_dev || found == media::MediaFolder{"/dev", "dev"};
  }
  EXPECT_TRUE(has_dev);
  EXPECT_EQ(source.folders(real), (std::vector<media::MediaFolder>{{real + "/memes", "memes"}}));
  test::write_photo(folder.path(), "memes/a.jpg", "1");
  EXPECT_EQ(kind_of_entering(source, real + "/memes/a.jpg"), ErrorKind::not_found);
}

}  // namespace
}  // namespace igbot::local
