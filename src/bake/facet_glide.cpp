#include "bake/facet_glide.h"

#include "bake/source_hashes.h"
#include "core/hash.h"
#include "core/parallel.h"
#include "geometry/ray.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace dorsum::bake {

namespace {

using anatomy::FacetGlide;
using anatomy::VertebraFrame;

constexpr float k_cell_mm = 1.0f;
constexpr float k_reach_mm = 4.0f;      // what is farther apart than this does not count
constexpr float k_neighbour_mm = 14.0f; // points so near the other bone at rest may come to it
constexpr float k_apart_mm = 0.5f;      // rims are where they meet: thinned out more, a point of a rim was lost
constexpr float k_most_aside_mm = 3, k_most_up_mm = 1.25f, k_most_down_mm = 0.3f;
constexpr float k_care_mm = 0.8f;       // points that are this much clear do not count, unless they glide half as far
constexpr float k_up_costs = 8;         // times what gliding costs: a spine keeps its length
constexpr float k_ease = 0.004f;         // what gliding costs beside sinking in
constexpr float k_clear_mm = 0.5f;    // wanted, where there is as much at rest
constexpr float k_lacks_mm = 0.2f;     // mended where it lacks more
constexpr int k_rounds = 20, k_sweeps = 5;

// Distance to a bone in the own axes of a vertebra, - inside: sampled on a grid, each corner when it is first asked for.
class Field {
public:
    Field(const geometry::Mesh& mesh, const VertebraFrame& frame, const geometry::Bounds& box)
        : mesh_(mesh), bvh_(mesh), frame_(frame), origin_(box.min), size_(glm::ivec3(glm::ceil((box.max - box.min) / k_cell_mm)) + 1),
          values_(static_cast<std::size_t>(size_.x) * size_.y * size_.z, NAN) {}

    struct Sample {
        float mm;
        glm::vec3 slope; // not unit: of the trilinear cell
    };
    Sample at(glm::vec3 p) {
        Cell c;
        if (!find(p, c)) return {k_reach_mm, glm::vec3(0)};
        const float x00 = mix(c.at[0], c.at[1], c.f.x), x10 = mix(c.at[2], c.at[3], c.f.x), x01 = mix(c.at[4], c.at[5], c.f.x), x11 = mix(c.at[6], c.at[7], c.f.x);
        const float y0 = mix(x00, x10, c.f.y), y1 = mix(x01, x11, c.f.y);
        const glm::vec3 slope(mix(mix(c.at[1] - c.at[0], c.at[3] - c.at[2], c.f.y), mix(c.at[5] - c.at[4], c.at[7] - c.at[6], c.f.y), c.f.z),
                              mix(x10 - x00, x11 - x01, c.f.z), y1 - y0);
        return {mix(y0, y1, c.f.z), slope / k_cell_mm};
    }
    // Whether the bone is nearer than that: most often one corner tells.
    bool is_near(glm::vec3 p, float mm) {
        const glm::ivec3 nearest(glm::floor((p - origin_) / k_cell_mm + 0.5f));
        if (glm::any(glm::lessThan(nearest, glm::ivec3(0))) || glm::any(glm::greaterThanEqual(nearest, size_))) return false;
        return corner(nearest) < mm + 0.87f * k_cell_mm && at(p).mm < mm;
    }

private:
    struct Cell {
        float at[8];
        glm::vec3 f;
    };
    static float mix(float a, float b, float t) { return a + (b - a) * t; }
    bool find(glm::vec3 p, Cell& cell) {
        const glm::vec3 q = (p - origin_) / k_cell_mm;
        const glm::ivec3 first(glm::floor(q));
        if (glm::any(glm::lessThan(first, glm::ivec3(0))) || glm::any(glm::greaterThanEqual(first + 1, size_))) return false;
        cell.f = q - glm::vec3(first);
        for (int i = 0; i < 8; ++i) cell.at[i] = corner(first + glm::ivec3(i & 1, i >> 1 & 1, i >> 2));
        return true;
    }
    float corner(glm::ivec3 c) {
        float& value = values_[(static_cast<std::size_t>(c.z) * size_.y + c.y) * size_.x + c.x];
        if (std::isnan(value)) {
            const auto p = frame_.centre_mm + frame_.axes * (origin_ + k_cell_mm * glm::vec3(c));
            const auto near = bvh_.nearest(p, 1.5f * k_reach_mm);
            value = near ? near->distance_mm : 1.5f * k_reach_mm;
            if (near && holds(p, *near)) value = -value;
        }
        return value;
    }

    glm::vec3 normal(std::uint32_t triangle) const {
        const auto* corner = &mesh_.indices[std::size_t{3} * triangle];
        const auto& a = mesh_.positions[corner[0]];
        return glm::cross(mesh_.positions[corner[1]] - a, mesh_.positions[corner[2]] - a);
    }

    // Amid a face the face tells; at edges and corners two rays of three.
    bool holds(glm::vec3 p, const geometry::NearestPoint& near) const {
        if (std::min({near.barycentric.x, near.barycentric.y, near.barycentric.z}) > 0.01f) return glm::dot(p - near.position, normal(near.triangle)) < 0;
        int votes = 0;
        for (const glm::vec3 way : {glm::vec3(0.57f, 0.31f, 0.76f), glm::vec3(-0.83f, 0.42f, 0.36f), glm::vec3(0.11f, -0.74f, -0.66f)}) {
            const auto hit = bvh_.intersect({p, way});
            if (!hit) return false;
            votes += glm::dot(normal(hit->triangle), way) > 0 ? 1 : 0;
        }
        return votes >= 2;
    }

    const geometry::Mesh& mesh_;
    geometry::Bvh bvh_;
    VertebraFrame frame_;
    glm::vec3 origin_;
    glm::ivec3 size_;
    std::vector<float> values_;
};

std::vector<glm::vec3> in_own_axes(const geometry::Mesh& mesh, const VertebraFrame& frame) {
    std::vector<glm::vec3> out;
    for (const auto& p : mesh.positions) out.push_back(glm::transpose(frame.axes) * (p - frame.centre_mm));
    return out;
}

geometry::Bounds box_of(std::span<const glm::vec3> points, float margin_mm) {
    geometry::Bounds box;
    for (const auto& p : points) box.add(p);
    box.min -= margin_mm, box.max += margin_mm;
    return box;
}

// The points of one bone that may come to the other one, one in each small cube.
std::vector<glm::vec3> near_ones(const std::vector<glm::vec3>& points, const VertebraFrame& frame, const geometry::Mesh& other) {
    const geometry::Bvh bvh(other);
    std::set<std::tuple<int, int, int>> taken;
    std::vector<glm::vec3> out;
    for (const auto& p : points) {
        const glm::ivec3 cube(glm::floor(p / k_apart_mm));
        if (taken.emplace(cube.x, cube.y, cube.z).second && bvh.nearest(frame.centre_mm + frame.axes * p, k_neighbour_mm)) out.push_back(p);
    }
    return out;
}

// Two neighbours, the upper one turned: both seen from the lower one's axes.
class Pair {
public:
    Pair(const geometry::Mesh& upper, const VertebraFrame& upper_frame, const geometry::Mesh& lower, const VertebraFrame& lower_frame)
        : upper_points_(near_ones(in_own_axes(upper, upper_frame), upper_frame, lower)),
          lower_points_(near_ones(in_own_axes(lower, lower_frame), lower_frame, upper)),
          upper_(upper, upper_frame, box_of(upper_points_, k_neighbour_mm)), lower_(lower, lower_frame, box_of(lower_points_, k_neighbour_mm)),
          rest_(glm::transpose(lower_frame.axes) * upper_frame.axes),
          link_(glm::transpose(lower_frame.axes) * (upper_frame.centre_mm - lower_frame.centre_mm)) {
        turn(glm::vec3(0));
        touching_mm_ = std::min(k_clear_mm, least_mm(glm::vec3(0)));
    }

    // Turned by a rotation vector (radians, lower axes).
    void turn(glm::vec3 by) {
        axes_ = anatomy::rotation_of(by) * rest_;
        centre_ = anatomy::rotation_of(0.5f * by) * link_;
        of_upper_.clear(), of_lower_.clear();
        const float care = k_reach_mm - 0.5f;
        for (const auto& p : upper_points_)
            if (lower_.is_near(axes_ * p + centre_, care)) of_upper_.push_back(axes_ * p + centre_);
        for (const auto& p : lower_points_)
            if (upper_.is_near(glm::transpose(axes_) * (p - centre_), care)) of_lower_.push_back(p);
    }

    // The glide that frees them from one another, from a first guess: least squares of what sinks in, and of the glide itself.
    glm::vec3 solve(glm::vec3 glide) {
        const glm::vec3 least(-k_most_aside_mm, -k_most_down_mm, -k_most_aside_mm), most(k_most_aside_mm, k_most_up_mm, k_most_aside_mm);
        const glm::vec3 cost = k_ease * glm::vec3(1, k_up_costs, 1);
        glm::vec3 asked_at(INFINITY); // where the points that count were last chosen
        for (int round = 0; round < k_rounds; ++round) {
            if (!(glm::distance(glide, asked_at) < 0.5f * k_care_mm)) {
                choose(glide);
                asked_at = glide;
            }
            glm::mat3 normal(0.05f);
            glm::vec3 pull = -cost * glide;
            for (int i = 0; i < 3; ++i) normal[i][i] += cost[i];
            visit(upper_chosen_, lower_chosen_, glide, [&](float mm, glm::vec3 out) {
                const float lacking = touching_mm_ - mm;
                if (lacking <= 0) return;
                normal += glm::outerProduct(out, out);
                pull += lacking * out;
            });
            const auto before = glide;
            glide = glm::clamp(glide + 0.8f * (glm::inverse(normal) * pull), least, most);
            if (glm::distance(glide, before) < 0.01f) break;
        }
        return glide;
    }

    // How much deeper they lie in one another than at rest, or nearer than the clearance.
    float lacking_mm(glm::vec3 glide) { return std::max(0.0f, touching_mm_ - least_mm(glide)); }

private:
    float least_mm(glm::vec3 glide) {
        float least = k_reach_mm;
        visit(of_upper_, of_lower_, glide, [&](float mm, glm::vec3) { least = std::min(least, mm); });
        return least;
    }

    // Those that can come to touch before the next choice.
    void choose(glm::vec3 glide) {
        upper_chosen_.clear(), lower_chosen_.clear();
        for (const auto& p : of_upper_)
            if (lower_.is_near(p + glide, touching_mm_ + k_care_mm)) upper_chosen_.push_back(p);
        for (const auto& p : of_lower_)
            if (upper_.is_near(glm::transpose(axes_) * (p - glide - centre_), touching_mm_ + k_care_mm)) lower_chosen_.push_back(p);
    }

    // Every point: its distance from the other bone, and which way a glide parts them.
    template <class Each>
    void visit(const std::vector<glm::vec3>& of_upper, const std::vector<glm::vec3>& of_lower, glm::vec3 glide, const Each& each) {
        for (const auto& p : of_upper) {
            const auto found = lower_.at(p + glide);
            each(found.mm, found.slope);
        }
        for (const auto& p : of_lower) {
            const auto found = upper_.at(glm::transpose(axes_) * (p - glide - centre_));
            each(found.mm, -(axes_ * found.slope));
        }
    }

    std::vector<glm::vec3> upper_points_, lower_points_; // in own axes
    Field upper_, lower_;
    glm::mat3 rest_; // upper axes seen from the lower ones
    glm::vec3 link_;
float touching_mm_ = 0; // what touches at rest may go on touching
    glm::mat3 axes_{1};
    glm::vec3 centre_{0};
    std::vector<glm::vec3> of_upper_, of_lower_; // in lower axes, turned, before gliding
    std::vector<glm::vec3> upper_chosen_, lower_chosen_;
};

class Table {
public:
    explicit Table(Pair& pair) : pair_(pair), glides_(FacetGlide::k_places, glm::vec3(0)) {}

    // From rest outwards: each place starts from what its neighbour found, and from two other guesses, for bones that hook into one
    // another come free in more than one way. The shortest that frees them is taken.
    void fill() {
        std::vector<Place> order;
        for (int f = 0; f < k_size.x; ++f)
            for (int t = 0; t < k_size.y; ++t)
                for (int l = 0; l < k_size.z; ++l) order.push_back({f, t, l});
        const auto steps = [](Place at) { const auto away = glm::abs(at - k_rest); return away.x + away.y + away.z; };
        std::stable_sort(order.begin(), order.end(), [&](Place a, Place b) { return steps(a) < steps(b); });
        for (const Place at : order) {
            if (at == k_rest) continue;
            pair_.turn(rotation_at(glm::vec3(at)));
            float best = INFINITY;
            for (const glm::vec3 start : {glm::vec3(0), glide(nearer_to_rest(at)), glm::vec3(0, 0, -1.5f), glm::vec3(0, 0, 1)}) {
                const auto found = pair_.solve(start);
                const float cost = glm::length(glm::vec3(1, 2, 1) * found) + 10 * pair_.lacking_mm(found);
                if (cost < best) best = cost, glide(at) = found;
                if (best == 0) break;
            }
        }
    }

    // Where two neighbours came free on different ways, half way between them neither does: middles of cells are asked too, and what
    // they lack their corners take over.
    void even_out() {
        for (int f = 0; f + 1 < k_size.x; ++f)
            for (int t = 0; t + 1 < k_size.y; ++t)
                for (int l = 0; l + 1 < k_size.z; ++l) {
                    const Place first{f, t, l};
                    pair_.turn(rotation_at(glm::vec3(first) + 0.5f));
                    glm::vec3 mean(0);
                    for (int i = 0; i < 8; ++i) mean += 0.125f * glide(corner(first, i));
                    if (pair_.lacking_mm(mean) < k_lacks_mm) continue;
                    const auto more = pair_.solve(mean) - mean;
                    for (int i = 0; i < 8; ++i)
                        if (corner(first, i) != k_rest) glide(corner(first, i)) += more;
                }
        for (int f = 0; f < k_size.x; ++f)
            for (int t = 0; t < k_size.y; ++t)
                for (int l = 0; l < k_size.z; ++l) {
                    const Place at{f, t, l};
                    if (at == k_rest || glide(at) == glm::vec3(0)) continue;
                    pair_.turn(rotation_at(glm::vec3(at)));
                    // One that is free stays where the middles round it want it: asked again it would go back to the shortest glide.
                    if (pair_.lacking_mm(glide(at)) > k_lacks_mm) glide(at) = pair_.solve(glide(at));
                }
    }

    std::vector<glm::vec3> rounded() const { // as it is written
        auto out = glides_;
        for (auto& g : out) g = glm::round(g / FacetGlide::k_step_mm) * FacetGlide::k_step_mm;
        return out;
    }

private:
    using Place = glm::ivec3;
    static constexpr Place k_size{FacetGlide::k_flexion_deg.size(), FacetGlide::k_turn_deg.size(), FacetGlide::k_lean_deg.size()};
    static constexpr Place k_rest{2, 3, 6};

    static Place corner(Place first, int i) { return first + Place(i & 1, i >> 1 & 1, i >> 2); }
    glm::vec3& glide(Place at) { return glides_[FacetGlide::place(std::size_t(at.x), std::size_t(at.y), std::size_t(at.z))]; }
    static glm::vec3 rotation_at(glm::vec3 place) {
        const auto along = [](std::span<const float> values, float at) {
            const auto first = std::min(static_cast<std::size_t>(at), values.size() - 2);
            return glm::radians(glm::mix(values[first], values[first + 1], at - static_cast<float>(first)));
        };
        return {along(FacetGlide::k_flexion_deg, place.x), along(FacetGlide::k_turn_deg, place.y), along(FacetGlide::k_lean_deg, place.z)};
    }
    static Place nearer_to_rest(Place at) {
        const auto away = glm::abs(at - k_rest);
        const int axis = away.x >= away.y && away.x >= away.z ? 0 : away.y >= away.z ? 1 : 2;
        at[axis] += at[axis] > k_rest[axis] ? -1 : 1;
        return at;
    }

    Pair& pair_;
    std::vector<glm::vec3> glides_;
};

} // namespace

std::vector<glm::vec3> glide_of_pair(const geometry::Mesh& upper, const VertebraFrame& upper_frame, const geometry::Mesh& lower,
                                     const VertebraFrame& lower_frame) {
    Pair pair(upper, upper_frame, lower, lower_frame);
    Table table(pair);
    table.fill();
    for (int sweep = 0; sweep < k_sweeps; ++sweep) table.even_out();
    return table.rounded();
}

FacetGlide find_facet_glide(const anatomy::Atlas& atlas, const Cache& cache, int threads) {
    const auto mesh_of = [&](std::size_t level) -> const geometry::Mesh* {
        const auto index = atlas.find(anatomy::vertebra_id(anatomy::Level(level)));
        return index.valid() && !atlas.at(index).lods[0].empty() ? &atlas.at(index).lods[0] : nullptr;
    };
    const std::size_t first = anatomy::level_c(2).value, last = anatomy::level_l(5).value;
    const Glides known = cache.find_glides();
    FacetGlide out;
    std::array<std::uint64_t, anatomy::k_level_count> keys{};
    core::parallel_for(threads, last + 1 - first, [&](std::size_t n) {
        const std::size_t i = first + n;
        const auto *upper = mesh_of(i), *lower = mesh_of(i + 1);
        if (!upper || !lower) return;
        const auto &upper_frame = atlas.spine.frames[i], &lower_frame = atlas.spine.frames[i + 1];
        core::Hash64 key;
        key.text(source_hash("glide")).value(upper_frame.centre_mm).value(upper_frame.axes).value(lower_frame.centre_mm).value(lower_frame.axes);
        for (const auto* mesh : {upper, lower})
            key.value(mesh->positions.size()).bytes(std::as_bytes(std::span(mesh->positions))).bytes(std::as_bytes(std::span(mesh->indices)));
        keys[i] = key.digest();
        if (const auto found = known.find(keys[i]); found != known.end() && found->second.size() == FacetGlide::k_places) out.mm[i] = found->second;
        else out.mm[i] = glide_of_pair(*upper, upper_frame, *lower, lower_frame);
    });
    Glides used;
    for (std::size_t i = first; i <= last; ++i)
        if (!out.mm[i].empty()) used[keys[i]] = out.mm[i];
    cache.store_glides(atlas.body ? atlas.body->id : "", used);
    return out;
}

} // namespace dorsum::bake
