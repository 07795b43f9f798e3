// SPDX-License-Identifier: MIT
#include "core/post/lease.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace igbot::post {
namespace {

constexpr Timestamp k_claimed_at{std::chrono::milliseconds{1795687735000}};

bool is_dead(const std::string& owner) {
  Post post;
  post.lease_owner = owner;
  post.lease_until = k_claimed_at + k_lease;
  return is_lease_dead(post, k_claimed_at);
}

/// The owner of a lease with another process in the place of this one.
std::string with_process(pid_t pid) {
  const std::string own = lease_owner_of_this_process();
  const auto begin = own.find('/') + 1;
  const auto end = own.find('/', begin);
  return own.substr(0, begin) + std::to_string(pid) + own.substr(end);
}

TEST(Lease, OfALivingProcessHoldsUntilItsTimeIsOver) {
  Post post;
  post.lease_owner = lease_owner_of_this_process();
  post.lease_until = k_claimed_at + k_lease;
  EXPECT_FALSE(is_lease_dead(post, k_claimed_at));
  EXPECT_TRUE(is_lease_dead(post, k_claimed_at + k_lease));
}

TEST(Lease, OfAnotherProcessWithTheSameNumberIsDead) {
  EXPECT_TRUE(is_dead(lease_owner_of_this_process() + "0"));
}

TEST(Lease, OfAProcessThatIsGoneOrOnlyWaitsToBeReapedIsDead) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  siginfo_t ended{};
  ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT), 0);
  EXPECT_TRUE(is_dead(with_process(child)));
  ASSERT_EQ(::waitpid(child, nullptr, 0), child);
  EXPECT_TRUE(is_dead(with_process(child)));
}

TEST(Lease, OfAnotherHostHolds) { EXPECT_FALSE(is_dead("another-host/1/1")); }

}  // namespace
}  // namespace igbot::post
