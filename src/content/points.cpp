#include "content/catalog.h"
#include "content/expression.h"
#include "geometry/skinning.h"

#include <algorithm>
#include <cmath>
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

// The way that most fibres run, or that the shape is longest where it has none; up, or else away from the midline.
glm::vec3 course_of(const geometry::Mesh& mesh, glm::vec3 middle) {
    glm::mat3 spread(0);
    for (const auto& fibre : mesh.fibres) spread += glm::outerProduct(fibre, fibre);
    if (mesh.fibres.empty())
        for (const auto& p : mesh.positions) spread += glm::outerProduct(p - middle, p - middle);
    glm::vec3 axis(0.3f, 1, 0.1f);
    for (int pass = 0; pass < 60; ++pass) // power iteration
        if (const auto next = spread * axis; glm::length(next) > 1e-6f) axis = glm::normalize(next);
    const float sense = std::abs(axis.y) > 0.35f ? axis.y : axis.x * middle.x;
    return sense < 0 ? -axis : axis;
}

// A place inside a structure, this share of the way along its fibres; the tenth at either end is tendon.
Result<Landmark> place_within(const anatomy::Atlas& atlas, const PointExpression& point) {
    const auto index = atlas.find(point.landmark);
    if (!index.valid())
        return Error{ErrorCode::not_found, fmt::format("the structure '{}' is not in this atlas", point.landmark), "", "`dorsum list structures` shows all of them"};
    const auto& mesh = anatomy::mesh_at(atlas.at(index), anatomy::k_lod_count - 1);
    if (mesh.positions.empty()) return Error{ErrorCode::not_found, fmt::format("'{}' has no shape", point.landmark), "", ""};
    glm::vec3 middle(0);
    for (const auto& p : mesh.positions) middle += p / static_cast<float>(mesh.positions.size());
    const auto course = course_of(mesh, middle);
    float low = 1e9f, high = -1e9f;
    for (const auto& p : mesh.positions) {
        low = std::min(low, glm::dot(p, course));
        high = std::max(high, glm::dot(p, course));
    }
    constexpr float tendon = 0.1f, window = 0.07f;
    const float at = glm::mix(low, high, glm::mix(tendon, 1 - tendon, point.numbers[0]));
    glm::vec3 sum(0);
    int count = 0;
    for (const auto& p : mesh.positions)
        if (std::abs(glm::dot(p, course) - at) <= window * (high - low)) sum += p, ++count;
    Landmark place;
    place.position_mm = count ? sum / static_cast<float>(count) : middle + (at - glm::dot(middle, course)) * course;
    float nearest = 1e9f;
    for (std::size_t i = 0; i < mesh.positions.size() && i < mesh.skin.size(); ++i)
        if (const float d = glm::distance(mesh.positions[i], place.position_mm); d < nearest) nearest = d, place.skin = mesh.skin[i];
    return place;
}

Result<Landmark> evaluate(const anatomy::Atlas& atlas, const PointExpression& point) {
    if (point.kind == Kind::landmark) {
        if (const auto* found = atlas.find_landmark(point.landmark)) return *found;
        return Error{ErrorCode::not_found, fmt::format("the landmark '{}' is not in this atlas", point.landmark), "",
                     "`dorsum list landmarks` shows all of them"};
    }
    if (point.kind == Kind::within) return place_within(atlas, point);
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
