// Landmark expressions as trees: "mid(spinous.c7, acromion.left, 0.5)". Grammar only; catalog.h says what they mean.
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace dorsum::content {

struct PointExpression {
    enum class Kind { landmark, mid, offset, lateral, within } kind = Kind::landmark;
    std::string landmark;                  // for a plain landmark; within: the structure
    std::vector<PointExpression> points;   // mid: two, offset and lateral: one
    std::vector<float> numbers;            // mid, within: one (0..1), the others: three, mm
};

// Error invalid says what is wrong at which character.
core::Result<PointExpression> parse_point(std::string_view text);

} // namespace dorsum::content
