#include "scene/stroke_ways.h"

#include "scene/safety_check.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace dorsum::scene {

using content::StrokeStep;

namespace {

bool over(const RowFrame& row, std::span<const anatomy::StructureIndex> targets, ComposeCache& cache) {
    return std::any_of(targets.begin(), targets.end(), [&](auto target) { return under(row, target, cache).has_value(); });
}

} // namespace

std::optional<glm::vec3> way_to_targets_mm(const RowFrame& row, std::span<const anatomy::StructureIndex> targets, ComposeCache& cache) {
    constexpr float step_mm = 2, most_mm = 40;
    constexpr int ways = 24;
    if (over(row, targets, cache)) return glm::vec3(0);
    for (float far_mm = step_mm; far_mm <= most_mm; far_mm += step_mm)
        for (int k = 0; k < ways; ++k) {
            const float turn = glm::radians(360.0f * static_cast<float>(k) / ways);
            const auto way = far_mm * (std::cos(turn) * row.along + std::sin(turn) * row.across);
            if (auto there = row; there.at += way, over(there, targets, cache)) return way;
        }
    return std::nullopt;
}

SurfaceStrip on_the_skin(const SurfaceStrip& laid, std::span<const anatomy::StructureIndex> targets, ComposeCache& cache) {
    // Straight in from the skin is not quite straight in from the muscle: where that would miss the target, as along the crest of the hip
    // bone, the way out begins at the target itself.
    return carried_to_skin(laid, cache, [&](std::size_t r, glm::vec3 out) {
        auto row = frame_of_row(laid, r);
        const auto normal = row.normal;
        if (row.normal = out; over(row, targets, cache)) return glm::vec3(0);
        row.normal = normal;
        glm::vec3 aside(0);
        float limit = 1e9f;
        for (auto target : targets)
            if (const auto hit = under(row, target, cache); hit && hit->distance < limit) limit = hit->distance, aside = hit->position - row.at;
        return aside - glm::dot(aside, out) * out;
    });
}

bool all_muscles(std::span<const anatomy::StructureIndex> targets, const anatomy::Atlas& atlas) {
    return std::all_of(targets.begin(), targets.end(), [&](auto target) { return atlas.at(target).terms.tissue == anatomy::Tissue::muscle; });
}

namespace {

// The path as many points as the strip has rows.
void resample_to(StripRequest& request, const SurfaceStrip& strip) {
    request.path_mm = geometry::resample(geometry::smooth_through(request.path_mm, 4), static_cast<int>(strip.rows()));
}

// Aside and back again without a corner.
void soften(std::vector<glm::vec3>& aside) {
    for (int pass = 0; pass < 4; ++pass) {
        const auto before = aside;
        for (std::size_t r = 0; r < aside.size(); ++r) {
            const auto mean = 0.5f * (before[r ? r - 1 : 0] + before[std::min(r + 1, aside.size() - 1)]);
            if (glm::length(mean) > glm::length(aside[r])) aside[r] = mean;
        }
    }
}

// Moves a path that does not lie over its targets. False where nothing was to be done or can be.
bool move_onto_targets(StripRequest& request, const SurfaceStrip& strip, ComposeCache& cache) {
    constexpr float margin_mm = 2, least_share = 0.5f; // of its length that must be left
    std::vector<glm::vec3> ways(strip.rows(), glm::vec3(0));
    std::vector<bool> on(strip.rows(), false);
    for (std::size_t r = 0; r < strip.rows(); ++r)
        if (const auto way = way_to_targets_mm(frame_of_row(strip, r), request.targets, cache)) {
            const float far_mm = glm::length(*way);
            on[r] = far_mm == 0;
            if (!on[r]) ways[r] = *way * ((far_mm + margin_mm) / far_mm);
        }
    if (request.path_mm.size() == 1) { // a spot: its middle counts, what is drawn round it is the hand
        const auto way = ways[strip.rows() / 2];
        request.path_mm[0] += way;
        return glm::length(way) > 0;
    }
    if (std::all_of(on.begin(), on.end(), [](bool is) { return is; })) return false;
    if (!request.steady) { // a short one is moved as a whole: what is left of it would be too little to tell its direction
        const auto mean = std::accumulate(ways.begin(), ways.end(), glm::vec3(0)) / static_cast<float>(ways.size());
        for (auto& p : request.path_mm) p += mean;
        return true;
    }
    resample_to(request, strip);
    const auto first = static_cast<std::size_t>(std::find(on.begin(), on.end(), true) - on.begin());
    const auto past_last = strip.rows() - static_cast<std::size_t>(std::find(on.rbegin(), on.rend(), true) - on.rbegin());
    const bool ends_off = first > 0 || past_last < strip.rows();
    if (ends_off && first < past_last && static_cast<float>(past_last - first) >= std::max(2.0f, least_share * static_cast<float>(strip.rows()))) {
        request.path_mm = {request.path_mm.begin() + static_cast<std::ptrdiff_t>(first), request.path_mm.begin() + static_cast<std::ptrdiff_t>(past_last)};
        ways = {ways.begin() + static_cast<std::ptrdiff_t>(first), ways.begin() + static_cast<std::ptrdiff_t>(past_last)};
    }
    soften(ways);
    for (std::size_t r = 0; r < ways.size(); ++r) request.path_mm[r] += ways[r];
    return true;
}

// How far each row of a laid path would have to go aside so that the hand's rims stay out of zones that would weaken or forbid it. A path
// that is meant to cross a zone crosses it. Rest pose; hands see zones from behind.
std::vector<glm::vec3> way_aside(const SurfaceStrip& strip, const StrokeStep& step, const content::Technique& technique, const session::SessionState& state,
                                 const session::Context& context, ComposeCache& cache) {
    constexpr float margin_mm = 1.5f;
    std::vector<glm::vec3> aside(strip.rows(), glm::vec3(0));
    const PosedStrip at_rest(strip, std::vector<glm::mat4>(anatomy::k_joint_count, glm::mat4(1)));
    for (const auto& zone : context.catalog.safety_zones) {
        if (content::safe_pressure(step, step.pressure_max, std::array{&zone}) >= step.pressure_max) continue;
        for (const auto& line : zone_lines(zone, state, cache)) {
            std::vector<glm::vec3> flat;
            for (const auto& p : line.points_mm) flat.emplace_back(p.x, p.y, 0);
            auto wanted = aside;
            std::size_t inside = 0;
            for (std::size_t r = 0; r < strip.rows(); ++r) {
                const auto middle = strip.points[r * k_strip_columns + k_strip_columns / 2].position_mm;
                const float depth = std::abs(middle.z - geometry::nearest_on(line.points_mm, middle).point.z);
                if (depth > zone.depth_mm) continue;
                const auto off = [&](glm::vec3 p) { return glm::vec2(p) - glm::vec2(geometry::nearest_on(flat, {p.x, p.y, 0}).point); };
                const float u = strip.length_mm * static_cast<float>(r) / static_cast<float>(strip.rows() - 1);
                float nearest = glm::length(off(middle));
                inside += nearest <= zone.radius_mm;
                for (const float v : {-technique.bearing_mm(), technique.bearing_mm()}) nearest = std::min(nearest, glm::length(off(at_rest.at(u, v, 0).position_mm)));
                const auto away = off(middle);
                const float lacks = zone.radius_mm + margin_mm - nearest, distance = glm::length(away);
                if (lacks > 0 && distance > 1 && glm::length(wanted[r]) < lacks) wanted[r] = glm::vec3(away * (lacks / distance), 0);
            }
            if (3 * inside <= strip.rows()) aside = std::move(wanted);
        }
    }
    soften(aside);
    return aside;
}

} // namespace

namespace {

// A path that keeps over its targets and clear of zones, as far as that goes, and the strip that is laid on it.
struct Found {
    StripRequest request;
    SurfaceStrip strip;
    bool moved = false; // it does not run between its landmarks any more
};

std::optional<Found> find_clear(StripRequest request, const StrokeStep& step, const content::Technique& technique, const session::SessionState& state,
                                const session::Context& context, ComposeCache& cache) {
    constexpr int tries = 4;
    const auto described = request.path_mm;
    constexpr float most_aside_mm = 25;
    // A spot that is described by bones lies beside its muscle where the body is steep: a muscle that hands touch gets them.
    const auto touched = [&](auto target) { return cache.atlas().at(target).terms.layer == anatomy::Layer::superficial; };
    if (request.path_mm.size() == 1 && all_muscles(request.targets, cache.atlas()) && std::all_of(request.targets.begin(), request.targets.end(), touched))
        request.path_mm[0] = on_surface(request.path_mm[0], request.targets, cache);
    constexpr float long_enough_mm = 40;
    request.steady = request.path_mm.size() > 1 && glm::distance(request.path_mm.front(), request.path_mm.back()) > long_enough_mm;
    auto strip = lay_strip(request, cache);
    for (int i = 0; strip && i < tries; ++i) {
        if (!move_onto_targets(request, *strip, cache)) break;
        auto moved = lay_strip(request, cache);
        if (!moved) break;
        strip = std::move(moved);
    }
    for (int i = 0; strip && i < tries; ++i) {
        const auto aside = way_aside(*strip, step, technique, state, context, cache);
        const float most = std::accumulate(aside.begin(), aside.end(), 0.0f, [](float m, glm::vec3 d) { return std::max(m, glm::length(d)); });
        if (most < 0.1f || most > most_aside_mm) break;
        if (request.path_mm.size() == 1) {
            const auto farthest = std::max_element(aside.begin(), aside.end(), [](glm::vec3 a, glm::vec3 b) { return glm::length(a) < glm::length(b); });
            request.path_mm[0] += *farthest;
        } else {
            resample_to(request, *strip);
            for (std::size_t r = 0; r < aside.size(); ++r) request.path_mm[r] += aside[r];
        }
        auto clear = lay_strip(request, cache);
        if (!clear) break;
        strip = std::move(clear);
    }
    if (!strip) return std::nullopt;
    const bool moved = request.path_mm != described;
    return Found{std::move(request), std::move(*strip), moved};
}

std::vector<glm::vec3> mirrored_path(std::vector<glm::vec3> path) {
    for (auto& p : path) p.x = -p.x;
    return path;
}

// What is wrong with a strip: rows of it beside its targets (of a spot its middle), and how far it would have to give way to zones.
struct Faults {
    std::size_t beside = 0;
    float aside_mm = 0;
    bool no_worse_than(const Faults& other) const { return beside <= other.beside && aside_mm <= std::max(other.aside_mm, 0.1f); }
};
Faults faults_of(const SurfaceStrip& strip, const StripRequest& request, const StrokeStep& step, const content::Technique& technique, const session::SessionState& state,
                 const session::Context& context, ComposeCache& cache) {
    Faults faults;
    const bool spot = request.path_mm.size() == 1;
    for (std::size_t r = spot ? strip.rows() / 2 : 0; r < (spot ? strip.rows() / 2 + 1 : strip.rows()); ++r) faults.beside += !over(frame_of_row(strip, r), request.targets, cache);
    for (const auto& d : way_aside(strip, step, technique, state, context, cache)) faults.aside_mm = std::max(faults.aside_mm, glm::length(d));
    return faults;
}

} // namespace

std::optional<SurfaceStrip> lay_clear(StripRequest request, StripRequest twin, const StrokeStep& step, const content::Technique& technique, const session::SessionState& state,
                                      const session::Context& context, ComposeCache& cache) {
    const auto own = find_clear(std::move(request), step, technique, state, context, cache);
    if (!own) return std::nullopt;
    if (twin.path_mm.empty()) return own->strip;
    const auto other = find_clear(std::move(twin), step, technique, state, context, cache);
    if (!other || (!own->moved && !other->moved)) return own->strip;
    // Where a path has to give way there are several ways to do so. Bodies are not quite alike on both sides, but the choice is: what suits
    // both sides is taken, the middle between them, or else one side's own. In the same order for both.
    auto mine = own->request.path_mm, theirs = mirrored_path(other->request.path_mm);
    if ((mine.size() == 1) != (theirs.size() == 1)) return own->strip;
    if (mine.size() != theirs.size()) {
        const int count = static_cast<int>(std::max(mine.size(), theirs.size()));
        mine = geometry::resample(geometry::smooth_through(mine, 4), count), theirs = geometry::resample(geometry::smooth_through(theirs, 4), count);
    }
    auto middle = mine;
    for (std::size_t i = 0; i < middle.size(); ++i) middle[i] = 0.5f * (mine[i] + theirs[i]);
    const bool left_first = mine.front().x > 0;
    const auto limits = [&](const Found& found) { return faults_of(found.strip, found.request, step, technique, state, context, cache); };
    const auto my_limits = limits(*own), their_limits = limits(*other);
    for (const auto& path : {middle, left_first ? mine : theirs, left_first ? theirs : mine}) {
        const auto try_on = [&](const Found& found, std::vector<glm::vec3> way, const Faults& limit) -> std::optional<SurfaceStrip> {
            auto again = found.request;
            again.path_mm = std::move(way);
            auto strip = lay_strip(again, cache);
            return strip && faults_of(*strip, again, step, technique, state, context, cache).no_worse_than(limit) ? strip : std::nullopt;
        };
        auto strip = try_on(*own, path, my_limits);
        if (strip && try_on(*other, mirrored_path(path), their_limits)) return strip;
    }
    return own->strip;
}

} // namespace dorsum::scene
