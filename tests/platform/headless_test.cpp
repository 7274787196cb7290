#include "platform/platform.h"

#include <gtest/gtest.h>

namespace dorsum::platform {
namespace {

TEST(Headless, GivesACurrentContextWithALoader) {
    const auto context = HeadlessContext::make();
    ASSERT_TRUE(context) << context.error().text();
    const auto get_string = reinterpret_cast<const unsigned char* (*)(unsigned)>((*context)->loader()("glGetString"));
    ASSERT_NE(get_string, nullptr);
    constexpr unsigned gl_version = 0x1F02;
    const unsigned char* version = get_string(gl_version);
    ASSERT_NE(version, nullptr) << "no context is current";
    EXPECT_GE(version[0], '3');
}

TEST(Headless, ASecondContextDoesNotBreakTheFirstOnesDisplay) {
    auto first = HeadlessContext::make();
    ASSERT_TRUE(first);
    { ASSERT_TRUE(HeadlessContext::make()); }
    const auto again = HeadlessContext::make();
    EXPECT_TRUE(again) << again.error().text();
}

} // namespace
} // namespace dorsum::platform
