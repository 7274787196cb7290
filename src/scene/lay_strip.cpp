#include "scene/lay_strip.h"

#include "geometry/skinning.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace dorsum::scene {

namespace {

using anatomy::StructureIndex;

constexpr float k_row_mm = 7;           // distance between rows
constexpr float k_start_outside_mm = 150; // rays start this far outside the landmarks
constexpr float k_reach_mm = 260;
constexpr float k_through_skin_mm = 90; // skin, fat and what else lies over the deepest muscle that is worked on
constexpr float k_inner = -0.5f; // what looks so far away from its row is an inner face; less is a flank
constexpr float k_inner_to_hand = -0.25f; // and so far away from a whole hand
constexpr float k_hand_mm = 40;          // half a hand's length
constexpr float k_thin_mm = 1; // no muscle is thinner, but at its rim
constexpr int k_smoothing_passes = 8;
constexpr int k_normal_passes = 4;
constexpr int k_direction_passes = 24; // directions are smoothed over some centimetres: signs must not waver from row to row

// Where on a mesh a point lies.
struct Place {
    std::uint32_t triangle = 0;
    glm::vec3 shares{0};
};

struct Hit {
    glm::vec3 position_mm;
    Place on;
};

// Nearest points of one surface, asked for one place after another: what was nearest to the last one tells how far to look at most.
class NearestInTurn {
public:
    NearestInTurn(const ComposeCache::Surface& surface, float most_mm) : surface_(&surface), most_mm_(most_mm) {}
    std::optional<geometry::NearestPoint> to(glm::vec3 p) {
        constexpr float rounding = 1.0001f, rounding_mm = 0.001f;
        const auto near = surface_->tree.nearest(p, last_ ? std::min(most_mm_, rounding * glm::distance(p, *last_) + rounding_mm) : most_mm_);
        if (near) last_ = near->position;
        return near;
    }

private:
    const ComposeCache::Surface* surface_;
    float most_mm_;
    std::optional<glm::vec3> last_;
};

// Where the skin nearest to a place looks, over a hand's breadth: the way out from a muscle deep below, whose own surface may look anywhere.
class SkinFaces {
public:
    explicit SkinFaces(const ComposeCache::Surface& skin) : skin_(skin), near_(5, NearestInTurn(skin, k_through_skin_mm)) {}
    glm::vec3 at(glm::vec3 p, glm::vec3 otherwise) {
        constexpr float round_mm = 28;
        constexpr std::array<glm::vec3, 5> aside{glm::vec3(0), glm::vec3(round_mm, 0, 0), glm::vec3(-round_mm, 0, 0), glm::vec3(0, round_mm, 0), glm::vec3(0, -round_mm, 0)};
        glm::vec3 sum(0);
        for (std::size_t i = 0; i < aside.size(); ++i)
            if (const auto near = near_[i].to(p + aside[i])) add_normal(sum, skin_, *near);
        return glm::length(sum) > 1 ? glm::normalize(sum) : otherwise;
    }

private:
    const ComposeCache::Surface& skin_;
    std::vector<NearestInTurn> near_;
};

std::optional<geometry::RayHit> cast(glm::vec3 p, glm::vec3 out, const ComposeCache::Surface& surface) {
    return surface.tree.intersect({p + k_start_outside_mm * out, -out}, k_reach_mm);
}

// No hand touches a muscle from beneath: where the nearest place of a surface is its inner face, the place straight outside it is meant.
geometry::NearestPoint from_outside(glm::vec3 p, const geometry::NearestPoint& near, glm::vec3 out, const ComposeCache::Surface& surface, float inner = k_inner) {
    glm::vec3 looks(0);
    add_normal(looks, surface, near);
    if (glm::dot(looks, out) > inner) return near;
    const auto hit = cast(near.position, out, surface);
    const bool lies_over = hit && glm::dot(hit->position - near.position, out) > k_thin_mm; // at a rim the way in meets the place itself, or misses it
    return lies_over ? geometry::NearestPoint{glm::distance(p, hit->position), hit->triangle, hit->barycentric, hit->position} : near;
}

// Past the edge of the body (the top of the shoulder, the flank) the nearest point of the surface serves.
std::optional<Hit> on_body(glm::vec3 p, glm::vec3 out, const ComposeCache::Surface& surface) {
    constexpr float edge_mm = 60;
    if (const auto hit = cast(p, out, surface))
        return Hit{hit->position, {hit->triangle, hit->barycentric}};
    if (const auto near = surface.tree.nearest(p, edge_mm)) {
        const auto place = from_outside(p, *near, out, surface);
        return Hit{place.position, {place.triangle, place.barycentric}};
    }
    return std::nullopt;
}

// Which of the targets lies outermost at p, if any does.
StructureIndex target_at(glm::vec3 p, glm::vec3 out, std::span<const StructureIndex> targets, ComposeCache& cache) {
    StructureIndex nearest;
    float limit = k_reach_mm;
    for (auto target : targets)
        if (const auto hit = cast(p, out, cache.surface(target)); hit && hit->distance < limit) {
            limit = hit->distance;
            nearest = target;
        }
    return nearest;
}

std::vector<glm::vec3> rows_of(const StripRequest& request) {
    if (request.path_mm.size() == 1) {
        const auto p = request.path_mm[0];
        const glm::vec3 up(0, request.half_width_mm, 0);
        return geometry::resample(std::vector{p - up, p, p + up}, 9);
    }
    const auto line = geometry::smooth_through(request.path_mm, 4);
    if (line.size() < 2) return {};
    return geometry::resample(line, std::clamp(static_cast<int>(geometry::length_mm(line) / k_row_mm), 6, 120));
}

void smooth_directions(std::vector<glm::vec3>& out) {
    for (int pass = 0; pass < k_direction_passes; ++pass) {
        const auto before = out;
        for (std::size_t r = 0; r < out.size(); ++r)
            out[r] = glm::normalize(0.5f * before[r] + 0.25f * (before[r ? r - 1 : 0] + before[std::min(r + 1, out.size() - 1)]));
    }
}

std::vector<glm::vec3> smoothed_outward(std::span<const glm::vec3> rows, bool steady, ComposeCache& cache) {
    std::vector<glm::vec3> out;
    const auto& outward = cache.outward();
    for (const auto& p : rows) out.push_back(steady ? outward.steady_at(p) : outward.at(p));
    smooth_directions(out);
    return out;
}

// Points of a strip that is being laid, row by row, and where on the surface they lie.
struct Points {
    std::vector<glm::vec3> at_mm;
    std::vector<Place> on;

    std::size_t rows() const { return at_mm.size() / k_strip_columns; }
};

constexpr std::size_t k_middle = k_strip_columns / 2;
constexpr std::array<std::size_t, 3> k_inner_columns{k_middle - 1, k_middle, k_middle + 1}; // all that the middle's place and its normal take
constexpr std::array<std::size_t, 4> k_outer_columns{0, 1, k_strip_columns - 2, k_strip_columns - 1};
static_assert(k_inner_columns.size() + k_outer_columns.size() == k_strip_columns);

// A hand does not fall into a cleft between two muscles: where a ray went down between higher points on both sides, the strip goes over.
void bridge_clefts(Points& points, std::span<const glm::vec3> rows, std::span<const glm::vec3> outward) {
    constexpr float cleft_mm = 8;
    constexpr int reach = 4; // rows; and columns
    const auto count = static_cast<int>(rows.size());
    std::vector<float> height(points.at_mm.size());
    const auto at = [&](int r, int c) { return static_cast<std::size_t>(r * k_strip_columns + c); };
    for (int r = 0; r < count; ++r)
        for (int c = 0; c < k_strip_columns; ++c)
            height[at(r, c)] = glm::dot(points.at_mm[at(r, c)] - rows[static_cast<std::size_t>(r)], outward[static_cast<std::size_t>(r)]);
    for (int r = 0; r < count; ++r)
        for (int c = 0; c < k_strip_columns; ++c) {
            float before = -1e9f, after = -1e9f, left = -1e9f, right = -1e9f;
            for (int k = 1; k <= reach; ++k) {
                if (r - k >= 0) before = std::max(before, height[at(r - k, c)]);
                if (r + k < count) after = std::max(after, height[at(r + k, c)]);
                if (c - k >= 0) left = std::max(left, height[at(r, c - k)]);
                if (c + k < k_strip_columns) right = std::max(right, height[at(r, c + k)]);
            }
            const float over = std::max(std::min(before, after), std::min(left, right)) - height[at(r, c)];
            if (over > cleft_mm) points.at_mm[at(r, c)] += over * outward[static_cast<std::size_t>(r)];
        }
}

// Steps between neighbouring muscles become ramps: points move toward the mean of their neighbours.
void smooth_columns(Points& points) {
    const auto rows = points.rows();
    for (int pass = 0; pass < k_smoothing_passes; ++pass) {
        const auto before = points.at_mm;
        const auto at = [&](std::size_t r, std::size_t c) { return before[r * k_strip_columns + c]; };
        for (std::size_t r = 1; r + 1 < rows; ++r)
            for (std::size_t c = 0; c < k_strip_columns; ++c) {
                const auto along = 0.5f * (at(r - 1, c) + at(r + 1, c));
                const bool edge = c == 0 || c + 1 == k_strip_columns;
                const auto across = edge ? at(r, c) : 0.5f * (at(r, c - 1) + at(r, c + 1));
                points.at_mm[r * k_strip_columns + c] = 0.4f * at(r, c) + 0.4f * along + 0.2f * across;
            }
    }
}

// Smoothing bridges grooves and cuts through ridges; no point may end up farther from the surface than this, and each moves with what it then
// lies on. It comes back the way that hands come, from outside: the nearest place may lie round the flank of a muscle, or be its underside.
void settle_on(const ComposeCache::Surface& surface, Points& points, std::span<const std::size_t> columns, std::span<const glm::vec3> out_of_rows) {
    constexpr float most_off_mm = 0.8f, from_mm = 40, most_above_mm = 15, not_much_farther = 2.5f, far_mm = 60, rounding_mm = 0.001f;
    for (std::size_t r = 0; r < points.rows(); ++r)
        for (const auto c : columns) {
            auto& p = points.at_mm[r * k_strip_columns + c];
            const auto out = out_of_rows[r];
            std::optional<geometry::NearestPoint> near;
            if (const auto hit = surface.tree.intersect({p + from_mm * out, -out}, 2 * from_mm)) {
                const float above_mm = from_mm - hit->distance;
                const bool close = above_mm >= 0 && above_mm < most_above_mm;
                // Is there anything much nearer? No more is looked for than would be.
                const float much_nearer_mm = (std::abs(above_mm) - 1) / not_much_farther + rounding_mm;
                if (!close && much_nearer_mm > 0) near = surface.tree.nearest(p, much_nearer_mm);
                if (near) near = from_outside(p, *near, out, surface);
                if (!near || std::abs(above_mm) < not_much_farther * near->distance_mm + 1) near = geometry::NearestPoint{std::abs(above_mm), hit->triangle, hit->barycentric, hit->position};
            } else if (near = surface.tree.nearest(p, far_mm); near) {
                near = from_outside(p, *near, out, surface);
            } else {
                continue;
            }
            points.on[r * k_strip_columns + c] = {near->triangle, near->barycentric};
            if (near->distance_mm > most_off_mm) p = glm::mix(near->position, p, most_off_mm / near->distance_mm);
        }
}

// A row in a furrow may look aside: as a whole hand looks, none lies on an inner face either.
void leave_inner_faces(const ComposeCache::Surface& surface, Points& points, std::span<const std::size_t> columns, std::span<const glm::vec3> looks) {
    const auto middle = [&](std::size_t r) { return points.at_mm[r * k_strip_columns + k_middle]; };
    for (std::size_t r = 0; r < points.rows(); ++r) {
        glm::vec3 hand(0);
        for (std::size_t other = 0; other < points.rows(); ++other)
            if (glm::distance(middle(other), middle(r)) < k_hand_mm) hand += looks[other];
        for (const auto c : columns) {
            auto& p = points.at_mm[r * k_strip_columns + c];
            auto& on = points.on[r * k_strip_columns + c];
            const auto place = from_outside(p, {0, on.triangle, on.shares, p}, glm::normalize(hand), surface, k_inner_to_hand);
            if (place.triangle == on.triangle) continue;
            p = place.position;
            on = {place.triangle, place.barycentric};
        }
    }
}

// Which way a column of a strip looks, row by row.
template <class At>
std::vector<glm::vec3> normals_of_column(std::size_t rows, std::size_t c, std::span<const glm::vec3> outward, const At& at) {
    std::vector<glm::vec3> normals(rows);
    for (std::size_t r = 0; r < rows; ++r) {
        const auto along = at(std::min(r + 1, rows - 1), c) - at(r ? r - 1 : 0, c);
        const auto across = at(r, std::min<std::size_t>(c + 1, k_strip_columns - 1)) - at(r, c ? c - 1 : 0);
        auto normal = glm::cross(along, across);
        const float length = glm::length(normal);
        normal = length > 1e-6f ? normal / length : outward[r];
        normals[r] = glm::dot(normal, outward[r]) < 0 ? -normal : normal;
    }
    // A step from one muscle to the next turns a single row: hands lie over it.
    for (int pass = 0; pass < k_normal_passes; ++pass) {
        const auto before = normals;
        for (std::size_t r = 0; r < rows; ++r) normals[r] = glm::normalize(2.0f * before[r] + before[r ? r - 1 : 0] + before[std::min(r + 1, rows - 1)]);
    }
    return normals;
}

std::vector<glm::vec3> middle_normals(const Points& points, std::span<const glm::vec3> outward) {
    return normals_of_column(points.rows(), k_middle, outward, [&](std::size_t r, std::size_t c) { return points.at_mm[r * k_strip_columns + c]; });
}

void compute_strip_normals(SurfaceStrip& strip, std::span<const glm::vec3> outward) {
    for (std::size_t c = 0; c < k_strip_columns; ++c) {
        const auto normals = normals_of_column(strip.rows(), c, outward, [&](std::size_t r, std::size_t column) { return strip.points[r * k_strip_columns + column].position_mm; });
        for (std::size_t r = 0; r < strip.rows(); ++r) strip.points[r * k_strip_columns + c].normal = normals[r];
    }
}

void measure_length(SurfaceStrip& strip) {
    constexpr auto middle = k_strip_columns / 2;
    strip.length_mm = 0;
    for (std::size_t r = 1; r < strip.rows(); ++r)
        strip.length_mm += glm::distance(strip.points[r * k_strip_columns + middle].position_mm, strip.points[(r - 1) * k_strip_columns + middle].position_mm);
}

std::string mostly_over(std::span<const glm::vec3> rows, std::span<const glm::vec3> outward, std::span<const StructureIndex> targets, ComposeCache& cache) {
    std::map<StructureIndex, int> votes;
    for (std::size_t r = 0; r < rows.size(); ++r)
        if (const auto target = target_at(rows[r], outward[r], targets, cache); target.valid()) ++votes[target];
    const auto most = std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most != votes.end()) return cache.atlas().at(most->first).terms.id;
    return targets.empty() ? std::string() : cache.atlas().at(targets[0]).terms.id;
}

// What a place moves with: where the tip of a spine comes up between two halves of the muscle that is worked on, with the muscle. At 70
// degrees the tip of T6 goes 10 mm to the side of the trapezius that covers it at rest.
std::pair<const geometry::Mesh*, Place> carrier(glm::vec3 p, const Place& on, const geometry::Mesh& mesh, const StripRequest& request, ComposeCache& cache) {
    constexpr float flush_mm = 3;
    const auto part = cache.part_of_body(worked_layer(request.targets, cache.atlas()), on.triangle);
    if (!cache.atlas().at(part).terms.id.starts_with("vertebra.")) return {&mesh, on};
    const ComposeCache::Surface* beside = nullptr;
    std::optional<geometry::NearestPoint> nearest;
    for (const auto target : request.targets) {
        const auto& surface = cache.surface(target);
        if (const auto at = surface.tree.nearest(p, nearest ? nearest->distance_mm : flush_mm)) nearest = at, beside = &surface;
    }
    if (!nearest) return {&mesh, on};
    return {beside->mesh, Place{nearest->triangle, nearest->barycentric}};
}

const ComposeCache::Surface& surface_of(const StripRequest& request, ComposeCache& cache) {
    if (request.on_skin && !cache.skin().tree.empty()) return cache.skin();
    return cache.body(worked_layer(request.targets, cache.atlas()));
}

} // namespace

anatomy::Layer worked_layer(std::span<const StructureIndex> targets, const anatomy::Atlas& atlas) {
    auto layer = anatomy::Layer::deep;
    bool any = false;
    for (auto target : targets) {
        const auto its = atlas.at(target).terms.layer;
        if (its > anatomy::Layer::deep || its < anatomy::Layer::superficial) continue;
        layer = any ? std::min(layer, its) : its;
        any = true;
    }
    return any ? layer : anatomy::Layer::superficial;
}

glm::vec3 on_surface(glm::vec3 p, std::span<const StructureIndex> structures, ComposeCache& cache, bool steady) {
    constexpr float far_mm = 70;
    const auto& outward = cache.outward();
    const auto out = steady ? outward.steady_at(p) : outward.at(p);
    // A ligament lies at the bones' landmarks themselves: a way out of the body may pass it, or meet it at its far end.
    const bool deep = std::all_of(structures.begin(), structures.end(), [&](StructureIndex s) { return cache.atlas().at(s).terms.tissue == anatomy::Tissue::ligament; });
    if (const auto target = deep ? StructureIndex() : target_at(p, out, structures, cache); target.valid())
        return cast(p, out, cache.surface(target))->position;
    std::optional<geometry::NearestPoint> nearest;
    for (auto structure : structures)
        if (const auto at = cache.surface(structure).tree.nearest(p, nearest ? nearest->distance_mm : far_mm)) nearest = at;
    return nearest ? nearest->position : p;
}

struct StripLayer::State {
    const ComposeCache::Surface& surface;
    std::vector<glm::vec3> rows, outward, looks; // looks: of the middle, once it had come down for the first time
    Points points;
};

StripLayer::StripLayer(const StripRequest& request, ComposeCache& cache) : request_(request), cache_(cache) {
    auto rows = rows_of(request);
    if (rows.size() < 2) return;
    auto outward = smoothed_outward(rows, request.steady, cache);
    const auto& surface = cache.body(worked_layer(request.targets, cache.atlas()));
    Points points;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const auto along = glm::normalize(rows[std::min(r + 1, rows.size() - 1)] - rows[r ? r - 1 : 0]);
        const auto across_direction = glm::cross(along, outward[r]);
        const auto across = glm::length(across_direction) > 1e-4f ? glm::normalize(across_direction) : glm::vec3(1, 0, 0);
        for (int c = 0; c < k_strip_columns; ++c) {
            const float u = (static_cast<float>(c) / (k_strip_columns - 1) * 2 - 1) * request.half_width_mm;
            auto hit = on_body(rows[r] + u * across, outward[r], surface);
            if (!hit) {
                if (points.on.empty()) return;
                // Past the edge of the body: stay on the last point, so that signs end at the edge instead of hanging in the air.
                const auto last = c ? points.on.size() - 1 : points.on.size() - k_strip_columns;
                hit = Hit{points.at_mm[last], points.on[last]};
            }
            points.at_mm.push_back(hit->position_mm);
            points.on.push_back(hit->on);
        }
    }
    bridge_clefts(points, rows, outward);
    smooth_columns(points);
    settle_on(surface, points, k_inner_columns, outward);
    auto looks = middle_normals(points, outward);
    settle_on(surface, points, k_inner_columns, looks); // as its own rows look
    leave_inner_faces(surface, points, k_inner_columns, looks);
    leave_inner_faces(surface, points, k_inner_columns, middle_normals(points, outward)); // as they look now
    const auto normals = middle_normals(points, outward);
    strip_.half_width_mm = request.half_width_mm;
    strip_.points.resize(points.at_mm.size());
    for (std::size_t i = 0; i < points.at_mm.size(); ++i) strip_.points[i].position_mm = points.at_mm[i];
    for (std::size_t r = 0; r < rows.size(); ++r) strip_.points[r * k_strip_columns + k_middle].normal = normals[r];
    measure_length(strip_);
    state_ = std::make_unique<State>(State{surface, std::move(rows), std::move(outward), std::move(looks), std::move(points)});
}

StripLayer::~StripLayer() = default;
StripLayer::StripLayer(StripLayer&&) noexcept = default;

SurfaceStrip StripLayer::finish() && {
    auto& [surface, rows, outward, looks, points] = *state_;
    settle_on(surface, points, k_outer_columns, outward);
    settle_on(surface, points, k_outer_columns, looks);
    for (std::size_t i = 0; i < points.at_mm.size(); ++i) {
        auto& point = strip_.points[i];
        point.position_mm = points.at_mm[i];
        const auto [mesh, on] = carrier(points.at_mm[i], points.on[i], *surface.mesh, request_, cache_);
        point.skin = geometry::interpolate(*mesh, on.triangle, on.shares);
        point.footing = footing_on(*mesh, on.triangle, on.shares);
    }
    compute_strip_normals(strip_, outward);
    if (request_.named) strip_.target = mostly_over(rows, outward, request_.targets, cache_);
    return std::move(strip_);
}

std::optional<SurfaceStrip> lay_strip(const StripRequest& request, ComposeCache& cache) {
    StripLayer layer(request, cache);
    if (!layer.laid()) return std::nullopt;
    return std::move(layer).finish();
}

std::string mostly_over(const StripRequest& request, ComposeCache& cache) {
    const auto rows = rows_of(request);
    return mostly_over(rows, smoothed_outward(rows, request.steady, cache), request.targets, cache);
}

Footing footing_on(const geometry::Mesh& mesh, std::uint32_t triangle, glm::vec3 shares) {
    Footing footing;
    if (mesh.skin.empty()) return footing;
    for (std::size_t k = 0; k < 3; ++k) {
        const auto vertex = mesh.indices[3 * triangle + k];
        footing.corners_mm[k] = mesh.positions[vertex];
        footing.skin[k] = mesh.skin[vertex];
    }
    footing.shares = shares;
    return footing;
}

namespace {

// What carries a strip out to the skin: which way each of its rows goes out, and from where.
struct WayOut {
    std::vector<glm::vec3> outward, middle;

    WayOut(const SurfaceStrip& below, const ComposeCache::Surface& skin, const Aside& aside) {
        SkinFaces faces(skin);
        const auto at = [&](std::size_t r) -> const StripPoint& { return below.points[r * k_strip_columns + k_middle]; };
        for (std::size_t r = 0; r < below.rows(); ++r) outward.push_back(faces.at(at(r).position_mm, at(r).normal));
        smooth_directions(outward); // far out, what wavers from row to row would turn the path
        for (std::size_t r = 0; r < below.rows(); ++r) middle.push_back(at(r).position_mm + aside(r, outward[r]));
    }
};

// From inside: what comes first from outside may be another part, as above the fold of the buttock.
std::optional<geometry::NearestPoint> out_to(const ComposeCache::Surface& skin, glm::vec3 from, glm::vec3 out) {
    if (const auto hit = skin.tree.intersect({from, out}, k_through_skin_mm)) return geometry::NearestPoint{hit->distance, hit->triangle, hit->barycentric, hit->position};
    return skin.tree.nearest(from, k_through_skin_mm);
}

} // namespace

SurfaceStrip carried_to_skin(const SurfaceStrip& below, ComposeCache& cache, const Aside& aside) {
    const auto& skin = cache.skin();
    if (skin.tree.empty()) return below;
    auto strip = below;
    strip.below.clear();
    for (std::size_t r = 0; r < strip.rows(); ++r) strip.below.push_back(below.points[r * k_strip_columns + k_middle]);
    const WayOut way(below, skin, aside);
    const auto& [outward, middle] = way;
    for (std::size_t r = 0; r < strip.rows(); ++r) {
        const auto across = glm::cross(middle[std::min(r + 1, strip.rows() - 1)] - middle[r ? r - 1 : 0], outward[r]);
        for (std::size_t c = 0; c < k_strip_columns; ++c) { // evenly beside the middle: deep down the rows may lie as uneven as muscles do
            const float v = (2.0f * static_cast<float>(c) / (k_strip_columns - 1) - 1) * strip.half_width_mm;
            const auto from = middle[r] + v * (glm::length(across) > 1e-4f ? glm::normalize(across) : glm::vec3(1, 0, 0));
            const auto near = out_to(skin, from, outward[r]);
            if (!near) continue;
            auto& point = strip.points[r * k_strip_columns + c];
            point.position_mm = near->position;
            point.skin = geometry::interpolate(*skin.mesh, near->triangle, near->barycentric);
            point.footing = footing_on(*skin.mesh, near->triangle, near->barycentric);
        }
    }
    compute_strip_normals(strip, outward);
    for (std::size_t r = 0; r < strip.rows(); ++r) strip.points[r * k_strip_columns + k_middle].normal = outward[r]; // the way in, to what it came from
    measure_length(strip);
    return strip;
}

SurfaceStrip middle_carried_to_skin(const SurfaceStrip& below, ComposeCache& cache, const Aside& aside) {
    const auto& skin = cache.skin();
    auto strip = below;
    const WayOut way(below, skin, aside);
    for (std::size_t r = 0; r < strip.rows(); ++r) {
        auto& point = strip.points[r * k_strip_columns + k_middle];
        if (const auto near = out_to(skin, way.middle[r], way.outward[r])) point.position_mm = near->position;
        point.normal = way.outward[r];
    }
    return strip;
}

std::vector<GroundPoint> lay_ground(const StripRequest& request, const SurfaceStrip& strip, ComposeCache& cache) {
    constexpr float reach_mm = 144, spacing_mm = 8; // fingers that knead from beside it; as fine as one of them
    const auto& surface = surface_of(request, cache);
    const auto row = [&](std::size_t r) -> const StripPoint& { return strip.points[r * k_strip_columns + k_strip_columns / 2]; };
    const auto looks = [&](std::size_t r) { // all that a hand covers there: a single row may look anywhere, as where a muscle begins
        constexpr float bed_mm = 60;
        glm::vec3 sum(0);
        for (std::size_t other = 0; other < strip.rows(); ++other)
            if (glm::distance(row(other).position_mm, row(r).position_mm) <= bed_mm) sum += row(other).normal;
        return glm::length(sum) > 1e-3f ? glm::normalize(sum) : row(r).normal;
    };
    std::vector<GroundPoint> ground;
    const auto lay_row = [&](glm::vec3 middle, glm::vec3 along, glm::vec3 out) {
        const auto across = glm::normalize(glm::cross(along, out));
        for (float v = -reach_mm; v <= reach_mm; v += spacing_mm) {
            const auto p = middle + v * across;
            if (const auto hit = surface.tree.intersect({p + k_start_outside_mm * out, -out}, k_reach_mm))
                ground.push_back({hit->position, geometry::interpolate(*surface.mesh, hit->triangle, hit->barycentric)});
        }
    };
    const auto last = strip.rows() - 1;
    const auto begin = glm::normalize(row(1).position_mm - row(0).position_mm), end = glm::normalize(row(last).position_mm - row(last - 1).position_mm);
    float since = spacing_mm;
    for (std::size_t r = 0; r <= last; ++r) {
        if (r) since += glm::distance(row(r).position_mm, row(r - 1).position_mm);
        if (since < spacing_mm) continue;
        since = 0;
        const auto along = row(std::min(r + 1, last)).position_mm - row(r ? r - 1 : 0).position_mm;
        lay_row(row(r).position_mm, glm::normalize(along), looks(r));
    }
    for (float u = spacing_mm; u <= reach_mm; u += spacing_mm) {
        lay_row(row(0).position_mm - u * begin, begin, looks(0));
        lay_row(row(last).position_mm + u * end, end, looks(last));
    }
    return ground;
}

} // namespace dorsum::scene
