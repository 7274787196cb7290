#include "scene/disc_bulge.h"

#include "geometry/sdf.h"
#include "geometry/skinning.h"

#include <algorithm>
#include <cmath>

namespace dorsum::scene {

namespace {

using geometry::Mesh;

// Design values [D]: how far the outline moves, and over which angle of the rim.
struct Stage {
    const char* name;
    float reach_mm, half_angle_deg;
    float head_mm; // radius of an extruded head or free fragment; 0: none
    float drop_mm; // how far the head or fragment lies below the disc
};
constexpr Stage k_stages[] = {
    {"bulge", 2.5f, 75, 0, 0}, {"protrusion", 5, 30, 0, 0}, {"extrusion", 5.5f, 18, 4.2f, 3}, {"sequestration", 3.5f, 18, 4.0f, 12}};

// Direction of the bulge in the disc's own plane: 0 straight back (into the canal), turning outwards to the side.
float zone_angle_deg(const std::string& zone) { return zone == "central" ? 0.0f : zone == "foraminal" ? 62.0f : 22.0f; }

// Farthest rim point in direction d from the centre.
float rim_mm(const Mesh& mesh, glm::vec3 centre, glm::vec3 d) {
    float most = 0;
    for (const auto& p : mesh.positions) most = std::max(most, glm::dot(p - centre, d));
    return most;
}

void push_rim(Mesh& mesh, glm::vec3 centre, const glm::mat3& axes, float angle, const Stage& stage) {
    const float half = glm::radians(stage.half_angle_deg);
    for (auto& p : mesh.positions) {
        const auto local = glm::transpose(axes) * (p - centre); // x left, y up, z front
        const float radius = std::hypot(local.x, local.z);
        if (radius < 1) continue;
        float off = std::atan2(local.x, -local.z) - angle; // 0 at the middle of the bulge
        off = std::remainder(off, 6.2831853f);
        const float along_rim = std::exp(-0.5f * off * off / (0.25f * half * half));
        const float outer = std::clamp((radius - 6) / 8, 0.0f, 1.0f); // the middle of the disc stays
        p += axes * (stage.reach_mm * along_rim * outer * glm::vec3(local.x, 0, local.z) / radius);
    }
}

// The stage as far as it has not yet shrunk.
std::optional<Stage> stage_of(const session::DiscState& disc) {
    const auto found = std::find_if(std::begin(k_stages), std::end(k_stages), [&](const auto& s) { return disc.stage == s.name; });
    if (found == std::end(k_stages)) return std::nullopt;
    Stage stage = *found;
    const float left = std::clamp(1 - disc.shrink, 0.0f, 1.0f);
    stage.reach_mm *= left;
    stage.head_mm *= std::cbrt(left); // by volume
    if (stage.head_mm < 0.8f) stage.head_mm = 0;
    return stage;
}

// Where the disc's contents go.
struct Aim {
    glm::vec3 centre;
    glm::mat3 axes; // of the disc: left, up, front
    float angle;    // from straight back, radians, + to the left
    glm::vec3 direction;
};

Aim aim_of(const anatomy::Atlas& atlas, const Mesh& mesh, const session::DiscState& disc) {
    const auto& above = atlas.spine.frames[disc.upper.value];
    const auto& below = atlas.spine.frames[disc.upper.value + 1];
    Aim aim;
    aim.centre = geometry::bounds_of(mesh).centre();
    aim.axes[1] = glm::normalize(above.centre_mm - below.centre_mm);
    aim.axes[0] = glm::normalize(above.axes[0] - glm::dot(above.axes[0], aim.axes[1]) * aim.axes[1]);
    aim.axes[2] = glm::cross(aim.axes[0], aim.axes[1]);
    const float side = disc.side == anatomy::Side::left ? 1.0f : disc.side == anatomy::Side::right ? -1.0f : 0.0f;
    aim.angle = side * glm::radians(zone_angle_deg(disc.zone));
    aim.direction = aim.axes * glm::vec3(std::sin(aim.angle), 0, -std::cos(aim.angle));
    return aim;
}

} // namespace

std::shared_ptr<const Mesh> bulged_disc(const anatomy::Atlas& atlas, const session::DiscState& disc) {
    const auto stage = stage_of(disc);
    const auto index = atlas.find(anatomy::disc_id(disc.upper));
    if (!stage || !index.valid()) return nullptr;
    const auto& structure = atlas.at(index);
    Mesh mesh = structure.lods[0].empty() ? anatomy::mesh_at(structure, 0) : structure.lods[0];
    const auto [centre, axes, angle, direction] = aim_of(atlas, mesh, disc);
    const float rim = rim_mm(mesh, centre, direction);
    push_rim(mesh, centre, axes, angle, *stage);
    if (stage->head_mm > 0) {
        const float out = rim + (stage->drop_mm > 6 ? stage->head_mm + 1.5f : stage->reach_mm);
        const auto head = centre + out * direction - stage->drop_mm * axes[1];
        const auto blob = geometry::ellipsoid(head, stage->head_mm * glm::vec3(1, 1.35f, 0.85f), axes);
        geometry::append(mesh, geometry::mesh_of(blob, 0.9f));
    }
    geometry::compute_normals(mesh);
    const auto weights = [&](glm::vec3 p) { return anatomy::skin_weights_at(structure.terms, atlas.spine, p); };
    mesh.skin.resize(mesh.positions.size());
    for (std::size_t i = 0; i < mesh.positions.size(); ++i) mesh.skin[i] = weights(mesh.positions[i]);
    return std::make_shared<const Mesh>(std::move(mesh));
}

std::shared_ptr<const Mesh> moved_nucleus(const anatomy::Atlas& atlas, const session::DiscState& disc) {
    const auto stage = stage_of(disc);
    const auto ring = atlas.find(anatomy::disc_id(disc.upper)), index = atlas.find("nucleus." + anatomy::disc_id(disc.upper).substr(5));
    if (!stage || !ring.valid() || !index.valid()) return nullptr;
    Mesh mesh = anatomy::mesh_at(atlas.at(index), 0);
    const auto aim = aim_of(atlas, anatomy::mesh_at(atlas.at(ring), 0), disc);
    const float rim = rim_mm(anatomy::mesh_at(atlas.at(ring), 0), aim.centre, aim.direction);
    const float own = std::max(1.0f, rim_mm(mesh, aim.centre, aim.direction));
    // A bulge bends the ring with its kernel in place; from a protrusion on the kernel goes into the tear, narrower the further out.
    const float tip = stage->half_angle_deg > 60 ? own + 0.6f * stage->reach_mm : rim + 0.5f * stage->reach_mm;
    const auto across = glm::cross(aim.axes[1], aim.direction);
    for (auto& p : mesh.positions) {
        const float along = glm::dot(p - aim.centre, aim.direction);
        const float t = std::clamp(along / own, 0.0f, 1.0f);
        const float narrow = stage->half_angle_deg > 60 ? 0.0f : 0.65f * t;
        p += aim.direction * ((tip - own) * t * t);
        p -= across * (narrow * glm::dot(p - aim.centre, across));
    }
    geometry::compute_normals(mesh);
    return std::make_shared<const Mesh>(std::move(mesh));
}

std::optional<OverlayMesh> annulus_tear(const anatomy::Atlas& atlas, const session::DiscState& disc, std::span<const glm::mat4> palette) {
    const auto stage = stage_of(disc);
    const auto ring = atlas.find(anatomy::disc_id(disc.upper));
    if (!stage || !ring.valid() || stage->half_angle_deg > 60) return std::nullopt; // a bulging ring is whole
    const auto& structure = atlas.at(ring);
    const auto aim = aim_of(atlas, anatomy::mesh_at(structure, 0), disc);
    const float rim = rim_mm(anatomy::mesh_at(structure, 0), aim.centre, aim.direction);
    const auto across = glm::normalize(glm::cross(aim.axes[1], aim.direction));
    OverlayMesh mesh;
    mesh.id = "disc.tear";
    constexpr int k_steps = 10;
    constexpr float k_half_height_mm = 2.2f;
    for (int i = 0; i <= k_steps; ++i) {
        const float t = static_cast<float>(i) / k_steps;
        // A crack is not straight, and gapes towards the outside.
        const auto middle = aim.centre + aim.direction * glm::mix(0.42f * rim, rim + 0.9f * stage->reach_mm, t) +
                            across * (0.7f * std::sin(9 * t) * (1 - t));
        const float gape = 0.35f + 0.9f * t;
        for (const auto& [x, y] : {std::pair{-1.0f, -1.0f}, {1.0f, -1.0f}, {1.0f, 1.0f}, {-1.0f, 1.0f}}) {
            const auto p = middle + x * gape * across + y * k_half_height_mm * aim.axes[1];
            const auto skin = anatomy::skin_weights_at(structure.terms, atlas.spine, p);
            mesh.positions.push_back(geometry::skin_point(p, skin, palette));
            mesh.normals.push_back(geometry::skin_direction(x * across, skin, palette));
            mesh.colours.push_back({0.55f, 0.06f, 0.08f, 1});
        }
    }
    for (std::uint32_t i = 0; i < k_steps; ++i)
        for (std::uint32_t k = 0; k < 4; ++k) {
            const auto a = 4 * i + k, b = 4 * i + (k + 1) % 4;
            mesh.indices.insert(mesh.indices.end(), {a, b, b + 4, a, b + 4, a + 4});
        }
    return mesh;
}

namespace {

constexpr float k_disc_half_height_mm = 5;
constexpr float k_canal_share = 0.5f; // of the disc's breadth: as far as between the pedicles; further out is the foramen

// The part of a nerve that shares the space a herniation of this zone goes into: the canal, or the foramen beside it.
Mesh part_in_zone(const Mesh& nerve, const Aim& aim, float disc_half_width_mm, bool foramen) {
    Mesh part;
    part.positions = nerve.positions;
    for (std::size_t t = 0; t + 2 < nerve.indices.size(); t += 3) {
        const auto middle = (nerve.positions[nerve.indices[t]] + nerve.positions[nerve.indices[t + 1]] + nerve.positions[nerve.indices[t + 2]]) / 3.0f;
        const bool outside = std::abs(glm::dot(middle - aim.centre, aim.axes[0])) > k_canal_share * disc_half_width_mm;
        const float above = glm::dot(middle - aim.centre, aim.axes[1]);
        // In the canal it meets what passes the disc or lies below: the root that leaves above it is out of its way.
        if (outside == foramen && above > -40 && above < (foramen ? 40.0f : k_disc_half_height_mm))
            part.indices.insert(part.indices.end(), {nerve.indices[t], nerve.indices[t + 1], nerve.indices[t + 2]});
    }
    return part;
}

// What is where the whole disc is not.
std::vector<glm::vec3> stands_out(const Mesh& bulged, const Mesh& whole, float reach_mm) {
    std::vector<glm::vec3> points;
    for (std::size_t i = 0; i < bulged.positions.size(); ++i)
        if (i >= whole.positions.size() || glm::distance(bulged.positions[i], whole.positions[i]) > 0.6f * std::max(0.5f, reach_mm))
            points.push_back(bulged.positions[i]);
    return points;
}

} // namespace

std::vector<RootContact> roots_found(const anatomy::Atlas& atlas, const session::DiscState& disc, RootTrees& trees) {
    std::vector<RootContact> out;
    const auto bulged = bulged_disc(atlas, disc);
    const auto ring = atlas.find(anatomy::disc_id(disc.upper));
    if (!bulged || !ring.valid()) return out;
    const auto& whole = anatomy::mesh_at(atlas.at(ring), 0);
    const auto aim = aim_of(atlas, whole, disc);
    const float half_width = rim_mm(whole, aim.centre, aim.axes[0]);
    const auto points = stands_out(*bulged, whole, stage_of(disc)->reach_mm);
    const bool foramen = disc.zone == "foraminal", sided = disc.side != anatomy::Side::none;
    for (const auto& structure : atlas.structures) {
        const auto& id = structure.terms.id;
        const bool root = id.starts_with("nerve.root_l") || id.starts_with("nerve.root_s");
        // To one side a root of that side is met; in the middle lies the bundle of them all.
        if (!root && (sided || id != "cauda_equina")) continue;
        if (sided && structure.terms.side != disc.side) continue;
        auto [tree, fresh] = trees.try_emplace(id + "|" + anatomy::disc_id(disc.upper) + (foramen ? "|foramen" : "|canal"));
        if (fresh) tree->second = geometry::Bvh(part_in_zone(anatomy::mesh_at(structure, 0), aim, half_width, foramen));
        if (tree->second.empty()) continue;
        float nearest = 60;
        bool any = false;
        for (const auto& p : points)
            if (const auto hit = tree->second.nearest(p, nearest)) nearest = std::min(nearest, hit->distance_mm), any = true;
        if (any) out.push_back({id, nearest});
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.distance_mm < b.distance_mm; });
    return out;
}

} // namespace dorsum::scene
