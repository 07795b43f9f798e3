// SPDX-License-Identifier: MIT
#include "providers/s3/xml.hpp"

#include <gtest/gtest.h>

namespace igbot::s3 {
namespace {

TEST(XmlTest, AnAnswerOfS3IsRead) {
  const auto root = parse_xml(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<ListBucketResult xmlns='http://s3.amazonaws.com/doc/2006-03-01/'>\n"
      "  <IsTruncated>true</IsTruncated><Prefix/>\n"
      "  <Contents><Key>a&amp;b&#x20;&#233;</Key><Size>12</Size></Contents>\n"
      "  <Contents><Key>second</Key ></Contents>\n"
      "</ListBucketResult>\n");
  ASSERT_TRUE(root);
  EXPECT_EQ(root->name, "ListBucketResult");
  EXPECT_EQ(root->child_text("IsTruncated"), "true");
  EXPECT_EQ(root->child_text("Prefix"), "");
  ASSERT_EQ(root->children.size(), 4U);
  EXPECT_EQ(root->children[2].child_text("Key"), "a&b \xC3\xA9");
  EXPECT_EQ(root->children[3].child_text("Key"), "second");
  EXPECT_EQ(root->children[3].child_text("Size"), "");
}

class NoXml : public testing::TestWithParam<const char*> {};

TEST_P(NoXml, IsRefused) { EXPECT_FALSE(parse_xml(GetParam())) << GetParam(); }

INSTANTIATE_TEST_SUITE_P(
    Documents, NoXml,
    testing::Values("", " ", "text", "<", "<>", "<a", "<a>", "<a></b>", "<a><b></a></b>",
                    "<a/><b/>", "<a></a>text", "<a>&</a>", "<a>&amp</a>", "<a>&unknown;</a>",
                    "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&#x110000;</a>", "<a>&#99999999999;</a>",
                    "<a b></a>", "<a b=c></a>", "<a b=\"c></a>",
                    "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", "<a><!-- comment --></a>",
                    "<a><![CDATA[x]]></a>", "<a><?pi?></a>", "<?xml version=\"1.0\"",
                    "<html><br></html>",
                    "<a><a><a><a><a><a><a><a><a>deep</a></a></a></a></a></a></a></a></a>"));

}  // namespace
}  // namespace igbot::s3
