// SPDX-License-Identifier: MIT
#include "providers/cloudinary/cloudinary_error.hpp"
#include "providers/cloudinary/cloudinary_host.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_http.hpp"

namespace igbot::fuzz {
/// Every call of the host with that answer: it ends, and deletes nothing but copies of ours.
void fuzz_cloudinary_answer(std::string_view input) {
  const http::Response response = answer_of(input);
  check_failure(cloudinary::cloudinary_error(response, "upload"), input);
  test::FakeClock clock(k_now);
  test::FakeHttp http([&](const http::Request&) { return response; });
  const cloudinary::Account account{"cloud", "key", Secret("fuzz-secret")};
  cloudinary::CloudinaryHost host(http, clock, account, {.prefix = "stories"});
  const InputFile file("picture");
  attempt(input, [&] {
    const auto name = host.new_name("image/jpeg");
    require(!host.put(name, file.path(), "image/jpeg").url.empty(), "a copy without an address");
  });
  http.requests.clear();
  attempt(input, [&] { host.sweep(k_now); });
  for (const http::Request& request : http.requests) {
    if (request.method != "POST") continue;
    for (const http::Part& part : request.parts) {
      require(part.name != "public_id" || part.value.starts_with("stories/igbot-"),
              "what is not ours is deleted");
    }
  }
}

}  // namespace igbot::fuzz
