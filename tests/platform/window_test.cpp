#include "platform/platform.h"

#include <cstdlib>
#include <gtest/gtest.h>

namespace dorsum::platform {
namespace {

class WithoutDisplay : public ::testing::Test {
protected:
    void SetUp() override {
        ::unsetenv("DISPLAY");
        ::unsetenv("WAYLAND_DISPLAY");
    }
};

TEST_F(WithoutDisplay, IsNoticed) {
    EXPECT_FALSE(have_display());
}

TEST_F(WithoutDisplay, AWindowIsRefusedWithTheVariablesNamed) {
    const auto window = Window::make({});
    ASSERT_FALSE(window);
    EXPECT_EQ(window.error().code, core::ErrorCode::unsupported);
    EXPECT_NE(window.error().message.find("DISPLAY is not set"), std::string::npos) << window.error().text();
}

TEST_F(WithoutDisplay, ADeadDisplayIsRefusedToo) {
    ::setenv("DISPLAY", ":987", 1);
    EXPECT_TRUE(have_display());
    const auto window = Window::make({});
    ASSERT_FALSE(window);
    EXPECT_NE(window.error().text().find(":987"), std::string::npos) << window.error().text();
}

} // namespace
} // namespace dorsum::platform
