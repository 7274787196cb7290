// The content that ships, read once per test.
#pragma once

#include "content/catalog.h"

#include <gtest/gtest.h>

namespace dorsum::content {

inline Catalog shipped_catalog() {
    core::Diagnostics diagnostics;
    return load_catalog(DORSUM_SOURCE_DIR "/assets", diagnostics);
}

class Shipped : public ::testing::Test {
protected:
    const Catalog catalog = shipped_catalog();
    const Texts& english = catalog.text("en");
};

} // namespace dorsum::content
