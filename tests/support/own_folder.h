// A folder of its own for each test: tests run side by side, each in its own process, so that one name for two of them
// lets each take away what the other reads.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace support {

// Empty, in the build folder, named after the running test and its process.
inline std::filesystem::path own_folder() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    std::string name = fmt::format("{}.{}.{}", test->test_suite_name(), test->name(), ::getpid());
    std::replace(name.begin(), name.end(), '/', '_');
    const auto folder = std::filesystem::path(DORSUM_BUILD_DIR) / "test_files" / name;
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
}

// A test fixture with such a folder, gone afterwards.
class WithFolder : public ::testing::Test {
protected:
    void SetUp() override { folder = own_folder(); }
    void TearDown() override { std::filesystem::remove_all(folder); }

    std::filesystem::path folder;
};

} // namespace support
