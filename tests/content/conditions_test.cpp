// The rules of the facts (section 13) held against the files that ship.
#include "content/catalog.h"

#include <gtest/gtest.h>

namespace dorsum::content {
namespace {

TEST(ShippedContent, loads_without_a_problem) {
    core::Diagnostics diagnostics;
    load_catalog(DORSUM_SOURCE_DIR "/assets", diagnostics);
    for (const auto& item : diagnostics.items())
        EXPECT_EQ(item.severity, core::Severity::note) << item.text();
}

} // namespace
} // namespace dorsum::content
