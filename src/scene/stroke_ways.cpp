#include "scene/stroke_ways.h"

#include "core/parallel.h"
#include "scene/safety_check.h"
#include "scene/stroke_line.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <functional>
#include <numeric>

namespace dorsum::scene {

namespace {

bool over(const RowFrame& row, std::span<const anatomy::StructureIndex> targets, ComposeCache& cache) {
    return std::any_of(targets.begin(), targets.end(), [&](auto target) { return under(row, target, cache).has_value(); });
}

} // namespace

std::optional<glm::vec3> way_to_targets_mm(const RowFrame& row, const Work& work) {
    constexpr float step_mm = 2;
    constexpr int ways = 24;
    if (over(row, work.targets, work.cache)) return glm::vec3(0);
    for (float far_mm = step_mm; far_mm <= work.rules.give_way.most_to_target_mm; far_mm += step_mm)
        for (int k = 0; k < ways; ++k) {
            const float turn = glm::radians(360.0f * static_cast<float>(k) / ways);
            const auto way = far_mm * (std::cos(turn) * row.along + std::sin(turn) * row.across);
            if (auto there = row; there.at += way, over(there, work.targets, work.cache)) return way;
        }
    return std::nullopt;
}

namespace {

// Straight in from the skin is not quite straight in from the muscle: where that would miss the target, as along the crest of the hip
// bone, the way out begins at the target itself.
Aside onto_targets(const SurfaceStrip& laid, std::span<const anatomy::StructureIndex> targets, ComposeCache& cache) {
    return [&laid, targets, &cache](std::size_t r, glm::vec3 out) {
        auto row = frame_of_row(laid, r);
        const auto normal = row.normal;
        if (row.normal = out; over(row, targets, cache)) return glm::vec3(0);
        row.normal = normal;
        glm::vec3 aside(0);
        float limit = 1e9f;
        for (auto target : targets)
            if (const auto hit = under(row, target, cache); hit && hit->distance < limit) limit = hit->distance, aside = hit->position - row.at;
        return aside - glm::dot(aside, out) * out;
    };
}

} // namespace

SurfaceStrip on_the_skin(const SurfaceStrip& laid, std::span<const anatomy::StructureIndex> targets, ComposeCache& cache) {
    return carried_to_skin(laid, cache, onto_targets(laid, targets, cache));
}

SurfaceStrip middle_on_the_skin(const SurfaceStrip& laid, std::span<const anatomy::StructureIndex> targets, ComposeCache& cache) {
    return middle_carried_to_skin(laid, cache, onto_targets(laid, targets, cache));
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
bool move_onto_targets(StripRequest& request, const SurfaceStrip& strip, const PathTask& task) {
    const auto& rule = task.rules().give_way;
    std::vector<glm::vec3> ways(strip.rows(), glm::vec3(0));
    std::vector<bool> on(strip.rows(), false);
    for (std::size_t r = 0; r < strip.rows(); ++r)
        if (const auto way = way_to_targets_mm(frame_of_row(strip, r), task.work_on(request.targets))) {
            const float far_mm = glm::length(*way);
            on[r] = far_mm == 0;
            if (!on[r]) ways[r] = *way * ((far_mm + rule.target_mm) / far_mm);
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
    if (ends_off && first < past_last && static_cast<float>(past_last - first) >= std::max(2.0f, rule.least_share_over_target * static_cast<float>(strip.rows()))) {
        request.path_mm = {request.path_mm.begin() + static_cast<std::ptrdiff_t>(first), request.path_mm.begin() + static_cast<std::ptrdiff_t>(past_last)};
        ways = {ways.begin() + static_cast<std::ptrdiff_t>(first), ways.begin() + static_cast<std::ptrdiff_t>(past_last)};
    }
    soften(ways);
    for (std::size_t r = 0; r < ways.size(); ++r) request.path_mm[r] += ways[r];
    return true;
}

} // namespace

bool weakens(const content::SafetyZone& zone, const content::StrokeStep& step) { return content::safe_pressure(step, step.pressure_max, std::array{&zone}) < step.pressure_max; }

namespace {

float longest_mm(std::span<const glm::vec3> ways) {
    return std::accumulate(ways.begin(), ways.end(), 0.0f, [](float m, glm::vec3 d) { return std::max(m, glm::length(d)); });
}

// How far each row of a laid path would have to go aside so that the hand's rims stay out of this part of a zone, where that is more than what
// is wanted already. Returns how many rows' middles lie inside. Rest pose; hands see zones from behind.
std::size_t keep_out(std::vector<glm::vec3>& wanted, const SurfaceStrip& strip, const PosedStrip& at_rest, const content::SafetyZone& zone, const anatomy::CentreLine& line, const PathTask& task) {
    const float bearing_mm = task.technique.bearing_mm();
    std::vector<glm::vec3> flat;
    for (const auto& p : line.points_mm) flat.emplace_back(p.x, p.y, 0);
    std::size_t inside = 0;
    for (std::size_t r = 0; r < strip.rows(); ++r) {
        const auto middle = strip.points[r * k_strip_columns + k_strip_columns / 2].position_mm;
        const float depth = std::abs(middle.z - geometry::nearest_on(line.points_mm, middle).point.z);
        if (depth > zone.depth_mm) continue;
        const auto off = [&](glm::vec3 p) { return glm::vec2(p) - glm::vec2(geometry::nearest_on(flat, {p.x, p.y, 0}).point); };
        const float u = strip.length_mm * static_cast<float>(r) / static_cast<float>(strip.rows() - 1);
        float nearest = glm::length(off(middle));
        inside += nearest <= zone.radius_mm;
        for (const float v : {-bearing_mm, bearing_mm}) nearest = std::min(nearest, glm::length(off(at_rest.at(u, v, 0).position_mm)));
        const auto away = off(middle);
        const float lacks = zone.radius_mm + task.rules().give_way.zone_mm - nearest, distance = glm::length(away);
        if (lacks > 0 && distance > 1 && glm::length(wanted[r]) < lacks) wanted[r] = glm::vec3(away * (lacks / distance), 0);
    }
    return inside;
}

PosedStrip at_rest(const SurfaceStrip& strip) { return PosedStrip(strip, std::vector<glm::mat4>(anatomy::k_joint_count, glm::mat4(1))); }

// The same of all zones that would weaken or forbid the stroke. A path that is meant to cross a zone crosses it.
std::vector<glm::vec3> way_aside(const SurfaceStrip& strip, const PathTask& task) {
    std::vector<glm::vec3> aside(strip.rows(), glm::vec3(0));
    const auto resting = at_rest(strip);
    for (const auto& zone : task.context.catalog.safety_zones) {
        if (!weakens(zone, task.step)) continue;
        for (const auto& line : zone_lines(zone, task.state, task.cache)) {
            auto wanted = aside;
            if (3 * keep_out(wanted, strip, resting, zone, line, task) <= strip.rows()) aside = std::move(wanted);
        }
    }
    soften(aside);
    return aside;
}

// A path that keeps over its targets and clear of zones, as far as that goes, and the strip that is laid on it.
struct Found {
    StripRequest request;
    SurfaceStrip strip;
    bool moved = false; // it does not run between its landmarks any more
    std::string kept_off_by; // id of a zone that leaves no room for it over its target; it is not drawn
};

// A protected zone that a spot keeps clear of, in its parts.
struct KeptClear {
    const content::SafetyZone* zone;
    std::vector<anatomy::CentreLine> lines;
};

// Zones that would weaken this spot, other than those that it is meant to lie in.
std::vector<KeptClear> kept_clear_of(const SurfaceStrip& spot, const PathTask& task) {
    std::vector<KeptClear> out;
    const auto resting = at_rest(spot);
    for (const auto& zone : task.context.catalog.safety_zones) {
        if (!weakens(zone, task.step)) continue;
        KeptClear kept{&zone, {}};
        for (auto& line : zone_lines(zone, task.state, task.cache)) {
            std::vector<glm::vec3> wanted(spot.rows(), glm::vec3(0));
            if (3 * keep_out(wanted, spot, resting, zone, line, task) <= spot.rows()) kept.lines.push_back(std::move(line));
        }
        if (!kept.lines.empty()) out.push_back(std::move(kept));
    }
    return out;
}

// How far a spot's rims reach into what it is to keep clear of.
float reaches_in_mm(const SurfaceStrip& spot, const KeptClear& kept, const PathTask& task) {
    std::vector<glm::vec3> wanted(spot.rows(), glm::vec3(0));
    const auto resting = at_rest(spot);
    for (const auto& line : kept.lines) keep_out(wanted, spot, resting, *kept.zone, line, task);
    return longest_mm(wanted);
}

// Over its target, or no more beside it than the gap between two parts of a muscle.
bool lies_over(const RowFrame& row, const StripRequest& request, const PathTask& task) {
    const auto way = way_to_targets_mm(row, task.work_on(request.targets));
    return way && glm::length(*way) <= task.rules().keep.beside_target_mm;
}
bool lies_over(const SurfaceStrip& spot, const StripRequest& request, const PathTask& task) { return lies_over(frame_of_row(spot, spot.rows() / 2), request, task); }

// The place next to this one where a spot lies over its target and clear of zones; or else which zone leaves none.
Found free_spot(const Found& over_target, const PathTask& task) {
    constexpr float step_mm = 2, roughly_mm = 6; // before it is laid, its rims may seem to reach in so far
    constexpr int ways = 24;
    const auto& rule = task.rules().give_way;
    const float allowed_mm = rule.zone_mm - rule.spot_zone_mm;
    const auto& [request, strip, moved, none] = over_target;
    const auto row = frame_of_row(strip, strip.rows() / 2);
    const auto kept = kept_clear_of(strip, task);
    const auto clear = [&](const SurfaceStrip& spot, float within_mm) {
        return std::all_of(kept.begin(), kept.end(), [&](const auto& one) { return reaches_in_mm(spot, one, task) < within_mm; });
    };
    for (float far_mm = step_mm; far_mm <= rule.most_mm; far_mm += step_mm)
        for (int k = 0; k < ways; ++k) {
            const float turn = glm::radians(360.0f * static_cast<float>(k) / ways);
            const auto way = far_mm * (std::cos(turn) * row.along + std::sin(turn) * row.across);
            auto there = row;
            there.at += way;
            if (!lies_over(there, request, task)) continue;
            auto shifted = strip; // near enough to tell whether it is worth laying
            for (auto& point : shifted.points) point.position_mm += way;
            if (!clear(shifted, roughly_mm)) continue;
            auto other = request;
            other.path_mm[0] += way;
            auto laid = lay_strip(other, task.cache);
            if (laid && clear(*laid, allowed_mm) && lies_over(*laid, other, task)) return {std::move(other), std::move(*laid), true, {}};
        }
    const auto reach = [&](const KeptClear& one) { return reaches_in_mm(strip, one, task); };
    const auto worst = std::max_element(kept.begin(), kept.end(), [&](const auto& a, const auto& b) { return reach(a) < reach(b); });
    return {request, strip, true, worst == kept.end() ? std::string() : worst->zone->id};
}

constexpr int k_moves = 4; // of a path that lies beside its targets, or in a zone

// Laid where it lies over its targets, as far as that goes; the request is moved there.
std::optional<SurfaceStrip> laid_onto_targets(StripRequest& request, const PathTask& task) {
    std::optional<StripLayer> layer(std::in_place, request, task.cache);
    if (!layer->laid()) return std::nullopt;
    for (int i = 0; i < k_moves && move_onto_targets(request, layer->middle(), task); ++i) {
        StripLayer moved(request, task.cache);
        if (!moved.laid()) break;
        layer.emplace(std::move(moved));
    }
    return std::move(*layer).finish();
}

std::optional<Found> find_clear(StripRequest request, const PathTask& task) {
    auto& cache = task.cache;
    const auto described = request.path_mm;
    // A spot that is described by bones lies beside its muscle where the body is steep: a muscle that hands touch gets them.
    const auto touched = [&](auto target) { return cache.atlas().at(target).terms.layer == anatomy::Layer::superficial; };
    if (request.path_mm.size() == 1 && all_muscles(request.targets, cache.atlas()) && std::all_of(request.targets.begin(), request.targets.end(), touched))
        request.path_mm[0] = on_surface(request.path_mm[0], request.targets, cache);
    request.steady = request.path_mm.size() > 1 && glm::distance(request.path_mm.front(), request.path_mm.back()) > task.rules().give_way.short_mm;
    auto strip = laid_onto_targets(request, task);
    if (!strip) return std::nullopt;
    const bool spot = request.path_mm.size() == 1;
    const auto over_target = spot ? std::optional(Found{request, *strip, true, {}}) : std::nullopt;
    for (int i = 0; i < k_moves; ++i) {
        const auto aside = way_aside(*strip, task);
        const float most = longest_mm(aside);
        if (most < 0.1f || most > task.rules().give_way.most_mm) break;
        if (spot) {
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
    if (spot && lies_over(*strip, request, task) < lies_over(over_target->strip, request, task)) return free_spot(*over_target, task);
    const bool moved = request.path_mm != described;
    return Found{std::move(request), std::move(*strip), moved, {}};
}

std::vector<glm::vec3> mirrored_path(std::vector<glm::vec3> path) {
    for (auto& p : path) p.x = -p.x;
    return path;
}

float aside_mm_of(const SurfaceStrip& strip, const PathTask& task) { return longest_mm(way_aside(strip, task)); }

// What is wrong with a strip: rows of it beside its targets (of a spot its middle), and how far it would have to give way to zones.
struct Faults {
    std::size_t beside = 0;
    float aside_mm = 0;
    bool no_worse_than(const Faults& other, std::size_t rows_more) const { return beside <= other.beside + rows_more && aside_mm <= std::max(other.aside_mm, 0.1f); }
};
Faults faults_of(const SurfaceStrip& strip, const StripRequest& request, const PathTask& task) {
    Faults faults;
    const bool spot = request.path_mm.size() == 1;
    for (std::size_t r = spot ? strip.rows() / 2 : 0; r < (spot ? strip.rows() / 2 + 1 : strip.rows()); ++r) faults.beside += !over(frame_of_row(strip, r), request.targets, task.cache);
    faults.aside_mm = aside_mm_of(strip, task);
    return faults;
}

// One way for left and right alike, laid on both.
struct Alike {
    std::array<std::optional<Found>, 2> found;
    std::array<Faults, 2> faults;

    Alike(const std::vector<glm::vec3>& left, std::span<const Found, 2> sides, const PathTask& task) {
        core::parallel_for(0, sides.size(), [&](std::size_t side) {
            auto request = sides[side].request;
            request.path_mm = side ? mirrored_path(left) : left;
            auto strip = lay_strip(request, task.cache);
            if (!strip) return;
            faults[side] = faults_of(*strip, request, task);
            found[side] = Found{std::move(request), std::move(*strip), true, {}};
        });
    }
    bool no_worse_than(std::span<const Faults, 2> limits, std::size_t rows_more) const {
        return found[0] && found[1] && faults[0].no_worse_than(limits[0], rows_more) && faults[1].no_worse_than(limits[1], rows_more);
    }
};

// Where a path has to give way there are several ways to do so. Bodies are not quite alike on both sides, but the choice is: what suits
// both sides is taken, the middle between them, or else one side's own.
void choose_alike(std::span<Found, 2> found, const PathTask& task) {
    if (!found[0].moved && !found[1].moved) return;
    auto left = found[0].request.path_mm, right = mirrored_path(found[1].request.path_mm);
    if ((left.size() == 1) != (right.size() == 1)) return;
    if (left.size() != right.size()) {
        const int count = static_cast<int>(std::max(left.size(), right.size()));
        left = geometry::resample(geometry::smooth_through(left, 4), count), right = geometry::resample(geometry::smooth_through(right, 4), count);
    }
    auto middle = left;
    for (std::size_t i = 0; i < middle.size(); ++i) middle[i] = 0.5f * (left[i] + right[i]);
    const std::array limits{faults_of(found[0].strip, found[0].request, task), faults_of(found[1].strip, found[1].request, task)};
    std::vector<Alike> ways;
    const auto take = [&](Alike& way) {
        for (std::size_t side = 0; side < 2; ++side) found[side] = std::move(*way.found[side]);
    };
    for (const auto& path : {middle, left, right})
        if (ways.emplace_back(path, std::span<const Found, 2>(found), task); ways.back().no_worse_than(limits, 0)) return take(ways.back());
    // A row or two beside the target rather than left and right apart: they are drawn back or moved afterwards.
    constexpr std::size_t rows_more = 2;
    for (auto& way : ways)
        if (way.no_worse_than(limits, rows_more)) return take(way);
}

constexpr float k_window_rows = 4, k_fading_rows = 6;

// 1 round some rows, 0 far from them.
std::vector<float> near_rows(std::span<const std::size_t> rows, std::size_t count) {
    std::vector<float> shares(count, 0);
    for (std::size_t r = 0; r < count; ++r)
        for (const auto row : rows) shares[r] = std::max(shares[r], std::clamp(1 - (std::abs(static_cast<float>(r) - static_cast<float>(row)) - k_window_rows) / k_fading_rows, 0.0f, 1.0f));
    return shares;
}

// The rows of the first side that lack room on either, the worst first.
std::vector<std::size_t> rows_that_lack(std::span<const Lack> sides, float allowed) {
    auto worst = sides[0].rows;
    for (const auto& side : sides.subspan(1))
        for (std::size_t r = 0; r < side.rows.size(); ++r) {
            auto& here = worst[like_row(r, side.rows.size(), worst.size())];
            here = std::max(here, side.rows[r]);
        }
    std::vector<std::size_t> rows;
    for (std::size_t r = 0; r < worst.size(); ++r)
        if (worst[r] > allowed) rows.push_back(r);
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t x, std::size_t y) { return worst[x] > worst[y]; });
    return rows;
}

// Paths whose rules are only just kept are laid where beside them there is more room, or drawn back from the rim that they end at: left and
// right alike, if both are given.
class RoomFinder {
public:
    RoomFinder(std::span<Found> sides, const PathTask& task) : sides_(sides), task_(task) {
        lacks_.resize(sides.size());
        core::parallel_for(0, sides.size(), [&](std::size_t k) { lacks_[k] = lack_of_room(sides[k].strip, task.work_on(sides[k].request.targets)); });
    }
    void find() {
        constexpr int rounds = 6;
        if (worst_of(lacks_) <= allowed_) return;
        for (const auto& side : sides_) aside_mm_.push_back(aside_mm_of(side.strip, task_));
        for (int i = 0; i < rounds && worst_of(lacks_) > allowed_; ++i)
            if (!go_aside() && !slide()) break;
        draw_back();
        for (auto& side : sides_)
            if (side.strip.target.empty()) side.strip.target = mostly_over(side.request, task_.cache);
    }

private:
    using Path = std::vector<glm::vec3>;

    static float worst_of(std::span<const Lack> lacks) {
        float worst = 0;
        for (const auto& lack : lacks) worst = std::max(worst, lack.worst());
        return worst;
    }
    static float squares_of(std::span<const Lack> lacks) {
        float sum = 0;
        for (const auto& lack : lacks) sum += lack.squares();
        return sum;
    }
    static constexpr float k_clearly = 0.1f;
    // Nowhere worse, and clearly better on the whole.
    static bool better(std::span<const Lack> lacks, std::span<const Lack> others) {
        return worst_of(lacks) <= worst_of(others) && squares_of(lacks) < squares_of(others) - k_clearly;
    }
    struct Change {
        Path path;
        std::vector<glm::vec3> ways; // of each row of the laid strip; none where rows are left off and the others stay
    };
    struct Try {
        StripRequest request;
        std::optional<StripLayer> layer; // of this request
    };
    // Moved as it is a strip is near enough to what would be laid to tell whether that is worth it: most tries in vain are told by the two or three
    // rows that had least room before, or by a zone. In 1200 tries all that were taken lay within half of these margins.
    bool worth_laying(std::size_t side, std::span<const glm::vec3> ways, float most) const {
        constexpr float roughly_mm = 5, roughly = 0.3f, from_mm = 15, into_mm = 45;
        constexpr std::size_t narrowest = 3;
        const auto& [request, strip, moved, none] = sides_[side];
        const auto& body = task_.cache.body(worked_layer(request.targets, task_.cache.atlas()));
        auto there = strip;
        for (std::size_t r = 0; r < ways.size(); ++r) {
            const auto& middle = strip.points[r * k_strip_columns + k_strip_columns / 2];
            const auto hit = body.tree.intersect({middle.position_mm + ways[r] + from_mm * middle.normal, -middle.normal}, into_mm);
            const auto way = hit ? hit->position - middle.position_mm : ways[r];
            for (std::size_t c = 0; c < k_strip_columns; ++c) there.points[r * k_strip_columns + c].position_mm += way;
        }
        auto rows = narrowest_first(lacks_[side], there.rows());
        rows.resize(std::min(rows.size(), narrowest));
        return lacks_on_muscles(rows, there, task_.work_on(request.targets), most + roughly) <= most + roughly && aside_mm_of(there, task_) <= zones_allow_mm(side) + roughly_mm;
    }
    float zones_allow_mm(std::size_t side) const { return std::max(aside_mm_[side], 0.1f); }
    // Takes the changed paths if they have more room and need not give way to zones any farther.
    bool try_on(const std::function<Change(const Found& side, std::size_t number)>& changed) {
        const LackBound bound{worst_of(lacks_), squares_of(lacks_) - k_clearly};
        std::vector<Try> tries(sides_.size());
        std::vector<Lack> lacks(sides_.size());
        std::atomic<bool> in_vain = false; // both sides are wanted or none: where one fails, the other one need not go on
        core::parallel_for(0, sides_.size(), [&](std::size_t k) {
            auto& [request, layer] = tries[k];
            request = sides_[k].request;
            auto [path, ways] = changed(sides_[k], k);
            if (!ways.empty() && !worth_laying(k, ways, bound.most)) {
                in_vain = true;
                return;
            }
            request.path_mm = std::move(path);
            request.named = false; // most tries are not taken
            const auto lack = [&]() -> std::optional<Lack> {
                if (in_vain) return std::nullopt;
                layer.emplace(request, task_.cache);
                if (in_vain || !layer->laid() || !still_goes(sides_[k].strip, layer->middle())) return std::nullopt;
                return lack_up_to(bound, narrowest_first(lacks_[k], layer->middle().rows()), layer->middle(), task_.work_on(request.targets));
            }();
            if (lack) lacks[k] = *lack;
            else in_vain = true;
        });
        if (in_vain || !better(lacks, lacks_)) return false;
        std::vector<Found> others(sides_.size());
        for (std::size_t k = 0; k < sides_.size(); ++k) {
            auto strip = std::move(*tries[k].layer).finish();
            others[k] = {std::move(tries[k].request), std::move(strip), true, {}};
            if (aside_mm_of(others[k].strip, task_) > zones_allow_mm(k)) return false;
        }
        lacks_ = std::move(lacks);
        std::move(others.begin(), others.end(), sides_.begin());
        return true;
    }
    // The rows of a changed path, those first where there was least room before: there it is most likely to fail.
    static std::vector<std::size_t> narrowest_first(const Lack& before, std::size_t count) {
        std::vector<std::size_t> rows(count);
        std::iota(rows.begin(), rows.end(), std::size_t{0});
        std::stable_sort(rows.begin(), rows.end(), [&](std::size_t x, std::size_t y) { return before.rows[like_row(x, count, before.rows.size())] > before.rows[like_row(y, count, before.rows.size())]; });
        return rows;
    }
    // A glide that should run headwards or footwards still is seen to.
    bool still_goes(const SurfaceStrip& before, const SurfaceStrip& after) const {
        const float seen_mm = task_.rules().room.rise_mm;
        const auto rise = [](const SurfaceStrip& strip) { return strip.points.back().position_mm.y - strip.points.front().position_mm.y; };
        return task_.technique.pace_unit != content::PaceUnit::cm_per_s || std::abs(rise(after)) >= std::min(std::abs(rise(before)), seen_mm);
    }
    static Path as_rows(const Found& side) {
        auto request = side.request;
        resample_to(request, side.strip);
        return request.path_mm;
    }
    // Every row so far aside; rows of the first side, mirrored on the other, where across runs the other way.
    bool try_aside(std::span<const float> aside, std::span<const float> shares) {
        return try_on([&](const Found& side, std::size_t number) {
            Change change{as_rows(side), {}};
            for (std::size_t r = 0; r < change.path.size(); ++r) {
                const auto like = like_row(r, change.path.size(), aside.size());
                change.ways.push_back((number ? -1.0f : 1.0f) * shares[like] * aside[like] * frame_of_row(side.strip, r).across);
                change.path[r] += change.ways[r];
            }
            return change;
        });
    }
    bool go_aside() {
        std::vector<Laid> laid;
        for (const auto& side : sides_) laid.push_back({side.strip, side.request.targets, laid.empty() ? 1.0f : -1.0f});
        const auto aside = aside_for_room(laid, task_.fibre, task_.rules(), task_.cache);
        if (aside.empty()) return false;
        // As little as possible, or else all of it.
        const auto here = near_rows(rows_that_lack(lacks_, allowed_), aside.size());
        auto half_way = here;
        for (auto& share : half_way) share *= 0.5f;
        return try_aside(aside, here) || try_aside(aside, half_way) || try_aside(aside, std::vector<float>(aside.size(), 1));
    }
    // What the muscles' surface does not tell, as where the way in from the skin meets another part of the target, is tried, place by place.
    bool slide() {
        constexpr std::size_t places = 2; // more never helped one that these do not
        std::vector<std::size_t> tried;
        for (const auto row : rows_that_lack(lacks_, allowed_)) {
            if (std::any_of(tried.begin(), tried.end(), [&](std::size_t other) { return std::abs(static_cast<float>(other) - static_cast<float>(row)) <= 2 * k_window_rows; })) continue;
            tried.push_back(row);
            if (tried.size() > places) break;
            const auto count = lacks_[0].rows.size();
            const auto here = near_rows(std::array{row}, count);
            for (const float mm : {4.0f, -4.0f, 8.0f, -8.0f})
                if (try_aside(std::vector<float>(count, mm), here)) return true;
        }
        return false;
    }
    // Whether a path has little room at its end, so that without some rows there it would have more.
    bool lacks_within(std::ptrdiff_t rows, bool at_last) const {
        const float little_room = task_.rules().room.share_at_ends;
        return std::any_of(lacks_.begin(), lacks_.end(), [&](const Lack& lack) {
            const auto count = std::min(static_cast<std::ptrdiff_t>(lack.rows.size()), rows + 1);
            const auto begin = at_last ? lack.rows.end() - count : lack.rows.begin();
            return std::any_of(begin, begin + count, [&](float now) { return now > little_room; });
        });
    }
    void draw_back() {
        const float least_share = task_.rules().give_way.least_share_drawn;
        constexpr std::ptrdiff_t most_rows = 3; // at a time
        const auto least = static_cast<std::ptrdiff_t>(std::ceil(least_share * static_cast<float>(sides_[0].strip.rows())));
        const auto without = [&](std::ptrdiff_t first, std::ptrdiff_t last) {
            const auto shortest = std::min_element(sides_.begin(), sides_.end(), [](const Found& a, const Found& b) { return a.strip.rows() < b.strip.rows(); });
            if ((first && !lacks_within(first, false)) || (last && !lacks_within(last, true))) return false;
            return static_cast<std::ptrdiff_t>(shortest->strip.rows()) - first - last >= least && try_on([&](const Found& side, std::size_t) {
                       const auto path = as_rows(side);
                       return Change{Path(path.begin() + first, path.end() - last), {}};
                   });
        };
        for (std::ptrdiff_t rows = 1; rows <= most_rows && worst_of(lacks_) > allowed_;)
            rows = without(rows, 0) || without(0, rows) || without(rows, rows) ? 1 : rows + 1;
    }

    std::span<Found> sides_;
    const PathTask& task_;
    float allowed_ = task_.rules().room.share_used; // up to here a path lies as it is described
    std::vector<Lack> lacks_; // by side
    std::vector<float> aside_mm_; // that zones asked for at first, by side
};

} // namespace

ClearPath lay_clear(StripRequest request, const PathTask& task) {
    auto found = find_clear(std::move(request), task);
    if (!found) return {};
    if (found->request.path_mm.size() > 1) RoomFinder(std::span(&*found, 1), task).find();
    return {std::move(found->strip), std::move(found->kept_off_by)};
}

std::array<ClearPath, 2> lay_both_clear(std::array<StripRequest, 2> requests, const PathTask& task) {
    std::array<std::optional<Found>, 2> found;
    core::parallel_for(0, found.size(), [&](std::size_t k) {
        if (!requests[k].path_mm.empty()) found[k] = find_clear(std::move(requests[k]), task);
    });
    std::array<ClearPath, 2> paths;
    if (found[0] && found[1]) {
        std::array both{std::move(*found[0]), std::move(*found[1])};
        if (both[0].kept_off_by.empty() && both[1].kept_off_by.empty()) choose_alike(both, task);
        if (both[0].request.path_mm.size() > 1 && both[1].request.path_mm.size() > 1) RoomFinder(both, task).find();
        for (std::size_t k = 0; k < 2; ++k) paths[k] = {std::move(both[k].strip), std::move(both[k].kept_off_by)};
        return paths;
    }
    for (std::size_t k = 0; k < 2; ++k)
        if (found[k]) paths[k] = {std::move(found[k]->strip), std::move(found[k]->kept_off_by)};
    return paths;
}

} // namespace dorsum::scene
