#include "content/catalog.h"
#include "content/expression.h"
#include "geometry/skinning.h"

#include <fmt/format.h>

namespace dorsum::content {
namespace {

using anatomy::Landmark;
using core::Error;
using core::ErrorCode;
using core::Result;
using Kind = PointExpression::Kind;

// +1 for left, -1 for right: the first sided landmark in the expression tells it.
float outward(const PointExpression& point) {
    const auto ends = [&](std::string_view end) {
        const auto& name = point.landmark;
        return name.size() > end.size() && name.compare(name.size() - end.size(), end.size(), end) == 0;
    };
    if (ends(".left")) return 1;
    if (ends(".right")) return -1;
    for (const auto& inner : point.points)
        if (const float sign = outward(inner); sign != 0) return sign;
    return 0;
}

geometry::SkinWeights mixed(const geometry::SkinWeights& a, const geometry::SkinWeights& b, float t) {
    std::vector<std::pair<std::uint8_t, float>> pairs;
    for (int i = 0; i < geometry::k_influences; ++i) {
        const auto k = static_cast<std::size_t>(i);
        pairs.emplace_back(a.joints[k], a.weights[k] * (1 - t));
        pairs.emplace_back(b.joints[k], b.weights[k] * t);
    }
    return geometry::make_weights(pairs);
}

Result<Landmark> evaluate(const anatomy::Atlas& atlas, const PointExpression& point) {
    if (point.kind == Kind::landmark) {
        if (const auto* found = atlas.find_landmark(point.landmark)) return *found;
        return Error{ErrorCode::not_found, fmt::format("the landmark '{}' is not in this atlas", point.landmark), "",
                     "`dorsum list landmarks` shows all of them"};
    }
    auto first = evaluate(atlas, point.points[0]);
    if (!first) return first;
    if (point.kind == Kind::mid) {
        const auto second = evaluate(atlas, point.points[1]);
        if (!second) return second;
        const float t = point.numbers[0];
        first->position_mm = glm::mix(first->position_mm, second->position_mm, t);
        first->skin = mixed(first->skin, second->skin, t);
        return first;
    }
    glm::vec3 shift(point.numbers[0], point.numbers[1], point.numbers[2]);
    if (point.kind == Kind::lateral) {
        const float sign = outward(point);
        if (sign == 0)
            return Error{ErrorCode::invalid, "lateral() needs a landmark of the left or the right side", "", "use offset() on the midline"};
        shift.x *= sign;
    }
    first->position_mm += shift;
    return first;
}

} // namespace

Result<Landmark> resolve_point(const anatomy::Atlas& atlas, std::string_view expression) {
    const auto point = parse_point(expression);
    if (!point) return point.error();
    auto landmark = evaluate(atlas, *point);
    if (!landmark) {
        auto error = landmark.error();
        if (point->kind != Kind::landmark) error.message += fmt::format(", needed by '{}'", expression);
        return error;
    }
    landmark->id = std::string(expression);
    return landmark;
}

} // namespace dorsum::content
