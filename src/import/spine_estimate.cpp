#include "import/spine_estimate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace dorsum::import {

namespace {

using anatomy::k_level_count;
using anatomy::Level;
using Points = std::array<std::optional<glm::vec3>, k_level_count>;

struct Patch {
    glm::vec3 centroid{0};
    glm::vec3 normal{0, 1, 0}; // direction in which the points spread least, upward
    float thickness = 0;       // about, along the normal
};

const geometry::Mesh* find_mesh(const anatomy::Atlas& atlas, const std::string& id) {
    const auto index = id.empty() ? anatomy::StructureIndex() : atlas.find(id);
    if (!index.valid() || atlas.at(index).lods[0].empty()) return nullptr;
    return &atlas.at(index).lods[0];
}

// Area-weighted, so that fine and coarse triangles count alike.
Patch patch_of(const geometry::Mesh& mesh) {
    glm::dvec3 sum(0);
    double area = 0;
    const auto each = [&](auto f) {
        for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
            const glm::dvec3 a = mesh.positions[mesh.indices[i]], b = mesh.positions[mesh.indices[i + 1]],
                             c = mesh.positions[mesh.indices[i + 2]];
            f((a + b + c) / 3.0, 0.5 * glm::length(glm::cross(b - a, c - a)));
        }
    };
    each([&](glm::dvec3 p, double w) { sum += w * p, area += w; });
    const glm::dvec3 centre = sum / std::max(area, 1e-12);
    glm::dmat3 spread(0);
    each([&](glm::dvec3 p, double w) { spread += w * glm::outerProduct(p - centre, p - centre); });
    // Least spread: power iteration on trace*I - spread.
    const double trace = spread[0][0] + spread[1][1] + spread[2][2];
    const glm::dmat3 turned = glm::dmat3(trace) - spread;
    glm::dvec3 n(0.1, 1, 0.1);
    for (int i = 0; i < 200; ++i) n = glm::normalize(turned * n);
    if (n.y < 0) n = -n;
    const double variance = glm::dot(n, spread * n) / std::max(area, 1e-12);
    return {glm::vec3(centre), glm::vec3(n), static_cast<float>(2 * std::sqrt(std::max(variance, 0.0)))};
}

// The body is the front part of a vertebra; without discs its centre is a little in front of the middle of the whole bone.
glm::vec3 body_guess(const geometry::Mesh& mesh, Level level) {
    const auto bounds = geometry::bounds_of(mesh);
    const float forward = level == anatomy::level_c(1) ? 0.15f : 0.22f;
    return bounds.centre() + glm::vec3(0, 0, forward * bounds.size().z);
}

class Estimate {
public:
    Estimate(const anatomy::Atlas& atlas, std::span<const float> spacing) : spacing_(spacing.begin(), spacing.end()) {
        spacing_.resize(k_level_count - 1, 25.0f);
        for (std::size_t i = 0; i < k_level_count; ++i) {
            if (const auto* mesh = find_mesh(atlas, anatomy::vertebra_id(Level(i)))) bone_[i] = body_guess(*mesh, Level(i));
            const auto* disc = i + 1 < k_level_count ? find_mesh(atlas, anatomy::disc_id(Level(i))) : nullptr;
            if (disc) disc_[i] = patch_of(*disc);
        }
    }

    anatomy::SpineRest run() {
        measure_centres();
        fill_gaps();
        anatomy::SpineRest rest;
        for (std::size_t i = 0; i < k_level_count; ++i) {
            rest.known[i] = bone_[i].has_value() && measured_[i];
            rest.frames[i] = {*centre_[i], axes(up_at(i))};
        }
        return rest;
    }

private:
    static constexpr std::size_t k_s1 = k_level_count - 1;

    void measure_centres() {
        for (std::size_t i = 0; i < k_s1; ++i) {
            const auto& above = i > 0 ? disc_[i - 1] : disc_[k_s1];
            const auto& below = disc_[i];
            if (above && below) centre_[i] = 0.5f * (above->centroid + below->centroid);
            else if (bone_[i] && below) centre_[i] = beside(*below, *bone_[i], 1.0f);
            else if (bone_[i] && above) centre_[i] = beside(*above, *bone_[i], -1.0f);
            else if (bone_[i]) centre_[i] = bone_[i];
        }
        if (disc_[k_s1 - 1]) { // the upper face of the sacrum carries the last disc
            const Patch& disc = *disc_[k_s1 - 1];
            centre_[k_s1] = disc.centroid - disc.normal * disc.thickness;
        }
        drop_outliers();
        for (std::size_t i = 0; i < k_level_count; ++i) measured_[i] = centre_[i].has_value();
    }

    // Half a body above or below a disc; how high the body is, its own bone says.
    static glm::vec3 beside(const Patch& disc, glm::vec3 bone, float direction) {
        const float distance = std::clamp(std::abs(bone.y - disc.centroid.y), 6.0f, 28.0f);
        return disc.centroid + direction * distance * disc.normal;
    }

    // A wrongly named or misplaced part must not tie a knot into the column: neighbours must go down in order.
    void drop_outliers() {
        for (std::size_t i = 0; i < k_level_count; ++i) {
            if (!centre_[i]) continue;
            int votes = 0, against = 0;
            for (std::size_t k = 0; k < k_level_count; ++k) {
                if (!centre_[k] || k == i || (k > i ? k - i : i - k) > 3) continue;
                ++votes;
                against += (k > i) == (centre_[k]->y > centre_[i]->y) || glm::distance(*centre_[k], *centre_[i]) > 240 ? 1 : 0;
            }
            if (votes > 0 && 2 * against > votes) centre_[i].reset();
        }
    }

    void fill_gaps() {
        std::vector<std::size_t> have;
        for (std::size_t i = 0; i < k_level_count; ++i)
            if (centre_[i]) have.push_back(i);
        if (have.empty()) { // no spine at all: a plain column, so that everything else works
            centre_[k_s1] = glm::vec3(0, 912, 0);
            have.push_back(k_s1);
        }
        for (std::size_t h = 0; h + 1 < have.size(); ++h) between(have[h], have[h + 1]);
        const glm::vec3 up(0, 1, 0);
        for (std::size_t i = have.front(); i-- > 0;) centre_[i] = *centre_[i + 1] + up * spacing_[i];
        for (std::size_t i = have.back() + 1; i < k_level_count; ++i) centre_[i] = *centre_[i - 1] - up * spacing_[i - 1];
    }

    void between(std::size_t a, std::size_t b) {
        float whole = 0, so_far = 0;
        for (std::size_t i = a; i < b; ++i) whole += spacing_[i];
        for (std::size_t i = a + 1; i < b; ++i) {
            so_far += spacing_[i - 1];
            centre_[i] = glm::mix(*centre_[a], *centre_[b], so_far / whole);
        }
    }

    glm::vec3 up_at(std::size_t i) const {
        if (i == k_s1 && disc_[k_s1 - 1]) return disc_[k_s1 - 1]->normal;
        if (i > 0 && i < k_s1 && disc_[i - 1] && disc_[i] && measured_[i])
            return glm::normalize(disc_[i - 1]->centroid - disc_[i]->centroid);
        const std::size_t above = i > 0 ? i - 1 : i, below = i + 1 < k_level_count ? i + 1 : i;
        return glm::normalize(*centre_[above] - *centre_[below]);
    }

    static glm::mat3 axes(glm::vec3 up) {
        const glm::vec3 left = glm::normalize(glm::vec3(1, 0, 0) - up * up.x);
        return {left, up, glm::cross(left, up)};
    }

    std::vector<float> spacing_;
    Points bone_, centre_;
    std::array<std::optional<Patch>, k_level_count> disc_; // below the level
    std::array<bool, k_level_count> measured_{};
};

} // namespace

anatomy::SpineRest estimate_spine(const anatomy::Atlas& atlas, std::span<const float> level_spacing_mm) {
    return Estimate(atlas, level_spacing_mm).run();
}

} // namespace dorsum::import
