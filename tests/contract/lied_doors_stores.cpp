// SPDX-License-Identifier: MIT
#include <stdexcept>

#include "core/crypto/digest.hpp"
#include "providers/cloudinary/cloudinary_api.hpp"
#include "providers/s3/s3_client.hpp"
#include "providers/s3/s3_source.hpp"
#include "providers/staging/crawler_check.hpp"
#include "tests/contract/lied_doors.hpp"
#include "tests/support/temporary_file.hpp"
#include "tests/support/test_images.hpp"

namespace igbot::test {
namespace {

constexpr const char* k_content_of_s3 = "12345";

s3::Credentials keys_of_liar() { return {"AKIAOFLIARS", Secret("secret-of-liars")}; }

s3::S3Client bucket_of(const Knock& knock) {
  s3::Bucket bucket;
  bucket.name = "liars";
  bucket.region = "us-east-1";
  bucket.endpoint = knock.url;
  bucket.path_style = true;
  return {knock.http, knock.clock, bucket, keys_of_liar()};
}

std::unique_ptr<media::MediaSource> s3_source_of(const Knock& knock) {
  return s3::make_s3_source(
      knock.http, knock.clock,
      {.bucket = "liars", .region = "us-east-1", .endpoint = knock.url, .path_style = true},
      keys_of_liar());
}

std::string etag_of_s3() {
  return crypto::digest_hex(crypto::DigestAlgorithm::md5, k_content_of_s3);
}

Told s3_read(const Knock& knock) {
  std::string bytes;
  s3_source_of(knock)->read({"a.jpg", etag_of_s3()},
                            [&](std::string_view piece) { bytes += piece; });
  if (bytes != k_content_of_s3) throw std::logic_error("read something else: " + bytes);
  return Told::success;
}

cloudinary::CloudinaryApi cloud_of(const Knock& knock) {
  cloudinary::Account account;
  account.cloud_name = "liars";
  account.api_key = "key";
  account.api_secret = Secret("secret-of-cloud");
  account.api_base = knock.url;
  return {knock.http, knock.clock, account};
}

Told cloud_upload(const Knock& knock) {
  const TemporaryFile picture("a.jpg", jpeg_bytes(64, 64));
  cloud_of(knock).upload("image", "a", picture.path());
  return Told::success;
}

Told crawl(const Knock& knock) {
  staging::check_as_crawler(knock.http, knock.clock, knock.url + "/a.jpg",
                            {"image/jpeg", jpeg_bytes(64, 64).size()});
  return Told::success;
}

Told s3_put(const Knock& knock) {
  const TemporaryFile picture("a.jpg", "12345");
  bucket_of(knock).put("a.jpg", picture.path(), "image/jpeg");
  return Told::success;
}

std::vector<Door> s3_doors() {
  const PlainAnswer listing{.type = "application/xml",
                            .body =
                                "<ListBucketResult><IsTruncated>false</IsTruncated>"
                                "</ListBucketResult>"};
  const PlainAnswer file{.type = "image/jpeg",
                         .headers = {{"ETag", '"' + etag_of_s3() + '"'}},
                         .body = k_content_of_s3};
  return {
      {.name = "PutObject", .truth = {.type = ""}, .knock = s3_put},
      {.name = "DeleteObject",
       .truth = {.status = 204, .type = ""},
       .knock =
           [](const Knock& knock) {
             bucket_of(knock).remove("a.jpg");
             return Told::success;
           }},
      {.name = "HeadObject",
       .truth = file,
       .knock =
           [](const Knock& knock) {
             return bucket_of(knock).head("a.jpg") ? Told::success : Told::refusal;
           }},
      {.name = "ListObjectsV2",
       .truth = listing,
       .knock =
           [](const Knock& knock) {
             s3_source_of(knock)->list(std::nullopt);
             return Told::success;
           },
       .most_mebibytes = 8},
      {.name = "GetObject", .truth = file, .knock = s3_read, .is_streamed = true},
      {.name = "folders of S3",
       .truth = listing,
       .knock =
           [](const Knock& knock) {
             s3_source_of(knock)->folders(std::nullopt);
             return Told::success;
           },
       .most_mebibytes = 8},
  };
}

}  // namespace

std::vector<Door> store_doors() {
  std::vector<Door> doors = s3_doors();
  doors.push_back({.name = "upload to Cloudinary",
                   .truth = {.body = R"({"eager": [{"bytes": 5,
                       "secure_url": "https://res.cloudinary.com/liars/f_jpg,q_95/a.jpg"}]})"},
                   .knock = cloud_upload});
  doors.push_back({.name = "destroy at Cloudinary",
                   .truth = {.body = R"({"result": "ok"})"},
                   .knock = [](const Knock& knock) {
                     cloud_of(knock).destroy("image", "a");
                     return Told::success;
                   }});
  doors.push_back({.name = "listing of Cloudinary",
                   .truth = {.body = R"({"resources": []})"},
                   .knock = [](const Knock& knock) {
                     cloud_of(knock).list("image", "x", std::nullopt);
                     return Told::success;
                   }});
  doors.push_back({.name = "look as Meta's crawler",
                   .truth = {.type = "image/jpeg", .body = jpeg_bytes(64, 64)},
                   .knock = crawl,
                   .most_mebibytes = 1});
  return doors;
}

}  // namespace igbot::test
