// Which nerves what stands out of a disc meets, measured on the surfaces as they are drawn.
#include "scene/disc_bulge.h"
#include "scene/disc_push.h"

#include "geometry/ray.h"
#include "geometry/skinning.h"

#include <algorithm>
#include <cmath>

namespace dorsum::scene {

using geometry::Mesh;

namespace {

constexpr float k_disc_half_height_mm = 5;
constexpr float k_canal_share = 0.5f; // of the disc's breadth: as far as between the pedicles; further out is the foramen
constexpr float k_look_mm = 40;       // no nerve further away than this is near

glm::vec3 posed(glm::vec3 p, const geometry::SkinWeights& skin, std::span<const glm::mat4> palette) {
    return palette.empty() ? p : geometry::skin_point(p, skin, palette);
}

// The triangles of which `wanted` holds at their middle (at rest), as posed.
template <class Wanted>
Mesh part_of(const Mesh& mesh, std::span<const glm::mat4> palette, Wanted&& wanted) {
    Mesh part;
    std::vector<std::uint32_t> place(mesh.positions.size(), UINT32_MAX);
    for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
        const auto* corner = &mesh.indices[t];
        if (!wanted((mesh.positions[corner[0]] + mesh.positions[corner[1]] + mesh.positions[corner[2]]) / 3.0f)) continue;
        for (int k = 0; k < 3; ++k) {
            auto& at = place[corner[k]];
            if (at == UINT32_MAX) {
                at = static_cast<std::uint32_t>(part.positions.size());
                const bool skinned = corner[k] < mesh.skin.size();
                part.positions.push_back(skinned ? posed(mesh.positions[corner[k]], mesh.skin[corner[k]], palette) : mesh.positions[corner[k]]);
            }
            part.indices.push_back(at);
        }
    }
    return part;
}

// How far the nearest of these points is from a surface, and where the point is at rest; nothing within reach: k_look_mm.
struct Gap {
    float mm = k_look_mm;
    std::size_t point = 0;
};
Gap gap_between(const std::vector<glm::vec3>& points, const Mesh& surface) {
    Gap gap;
    if (surface.empty()) return gap;
    const geometry::Bvh tree(surface);
    for (std::size_t i = 0; i < points.size(); ++i)
        if (const auto hit = tree.nearest(points[i], gap.mm)) gap = {hit->distance_mm, i};
    return gap;
}

} // namespace

std::vector<RootContact> roots_found(const anatomy::Atlas& atlas, const session::DiscState& disc, const content::DiscModel& model,
                                     const DiscParts& parts, std::span<const glm::mat4> palette) {
    std::vector<RootContact> out;
    std::vector<glm::vec3> points;
    for (std::size_t i = 0; i < parts.matter.positions.size(); ++i) points.push_back(posed(parts.matter.positions[i], parts.matter.skin[i], palette));
    if (points.empty()) return out;
    const bool foramen = disc.zone == "foraminal", sided = disc.side != anatomy::Side::none;
    const auto drawn = [&](anatomy::StructureIndex index) -> const Mesh& {
        const auto pushed = parts.pushed.find(index);
        return pushed == parts.pushed.end() ? anatomy::mesh_at(atlas.at(index), 0) : *pushed->second;
    };
    const auto local = [&](glm::vec3 p) { return glm::transpose(parts.axes) * (p - parts.centre); };
    const auto near_disc = [&](glm::vec3 p) { return std::abs(local(p).y) < k_look_mm; };
    std::string next; // the root that leaves next
    float next_top = -1e9f;
    Gap sac;
    if (const auto index = atlas.find("dura.sac"); index.valid()) sac = gap_between(points, part_of(drawn(index), palette, near_disc));
    for (std::size_t i = 0; i < atlas.structures.size(); ++i) {
        const auto& terms = atlas.structures[i].terms;
        if (!is_nerve_behind_discs(terms.id) || terms.id == "dura.sac") continue;
        // To one side a root of that side is met; in the middle lies the bundle of them all.
        const bool bundle = terms.id == "cauda_equina";
        if (sided ? bundle || terms.side != disc.side : false) continue;
        const auto& mesh = drawn(anatomy::StructureIndex(i));
        float top = -1e9f; // of the part that shares the space a herniation of this zone goes into
        const auto part = part_of(mesh, palette, [&](glm::vec3 p) {
            const auto q = local(p);
            const bool outside = std::abs(q.x) > k_canal_share * parts.half_width_mm;
            // In the canal it meets what passes the disc or lies below: the root that leaves above it is out of its way.
            const bool in_zone = outside == foramen && q.y > -k_look_mm && q.y < (foramen ? k_look_mm : k_disc_half_height_mm);
            if (in_zone) top = std::max(top, q.y);
            return in_zone;
        });
        const auto gap = gap_between(points, part);
        if (gap.mm >= k_look_mm) continue;
        out.push_back({terms.id, gap.mm, false, false});
        if (sided && top > next_top) next_top = top, next = terms.id;
    }
    // Where matter and sac meet, the root that leaves next, further below, still runs within it, at its side (Suh 2005: most of L1 to L5
    // are pressed there); in the middle it is the whole bundle. The roots that leave later lie deeper.
    const bool leaves_below = !foramen && local(parts.matter.positions[sac.point]).y > next_top;
    for (auto& contact : out) {
        const bool in_sac = contact.structure_id == "cauda_equina" || (contact.structure_id == next && leaves_below);
        if (in_sac && sac.mm < contact.distance_mm) contact.distance_mm = sac.mm, contact.in_sac = true;
        contact.touches = contact.distance_mm <= model.touch_mm;
    }
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.distance_mm < b.distance_mm; });
    return out;
}

} // namespace dorsum::scene
