#include "scene/disc_bulge.h"

#include "scene/disc_push.h"
#include "scene/disc_site.h"
#include "scene/refine.h"

#include <algorithm>

namespace dorsum::scene {

using geometry::Mesh;

namespace {

constexpr float k_ring_edge_mm = 0.8f; // of the triangles that show the bulge
constexpr int k_ring_rounds = 3;
constexpr float k_stands_out_mm = 0.5f; // moved less than this, it is the disc as it was

const anatomy::Terms& terms_at(const anatomy::Atlas& atlas, anatomy::StructureIndex index) { return atlas.at(index).terms; }

void weigh(Mesh& mesh, const anatomy::Terms& terms, const anatomy::Atlas& atlas) {
    mesh.skin.resize(mesh.positions.size());
    for (std::size_t i = 0; i < mesh.positions.size(); ++i) mesh.skin[i] = anatomy::skin_weights_at(terms, atlas.spine, mesh.positions[i]);
}

// The triangles of which `stands_out` holds at every corner, with their own points.
void take(Mesh& to, const Mesh& from, const std::vector<bool>& stands_out) {
    std::vector<std::uint32_t> place(from.positions.size(), UINT32_MAX);
    for (std::size_t t = 0; t + 2 < from.indices.size(); t += 3) {
        const auto* corner = &from.indices[t];
        if (!stands_out[corner[0]] || !stands_out[corner[1]] || !stands_out[corner[2]]) continue;
        for (int k = 0; k < 3; ++k) {
            auto& at = place[corner[k]];
            if (at == UINT32_MAX) {
                at = static_cast<std::uint32_t>(to.positions.size());
                to.positions.push_back(from.positions[corner[k]]);
                to.skin.push_back(from.skin[corner[k]]);
            }
            to.indices.push_back(at);
        }
    }
}

} // namespace

std::shared_ptr<const DiscParts> disc_parts(const anatomy::Atlas& atlas, const session::DiscState& disc, const content::DiscModel& model) {
    const auto shape = shape_left(disc, model);
    const auto index = atlas.find(anatomy::disc_id(disc.upper));
    if (!shape || !index.valid()) return nullptr;
    const Mesh& whole = anatomy::mesh_at(atlas.at(index), 0);
    if (whole.empty()) return nullptr;
    const auto site = disc_site(atlas, whole, disc, model);
    auto parts = std::make_shared<DiscParts>();
    parts->centre = site.centre;
    parts->axes = site.axes;
    parts->half_width_mm = std::max(site.rim.radius(1.5708f), site.rim.radius(-1.5708f));

    // The ring, fine where it bulges.
    Mesh ring = refined(whole, [&](glm::vec3 p) { return pushed_out(site, *shape, p) > 0.04f * shape->reach_mm; }, k_ring_edge_mm, k_ring_rounds);
    std::vector<bool> stands_out(ring.positions.size());
    for (std::size_t i = 0; i < ring.positions.size(); ++i) {
        const auto q = site.local(ring.positions[i]);
        const float out = pushed_out(site, *shape, ring.positions[i]), radius = std::hypot(q.x, q.z);
        if (radius > 1) ring.positions[i] += site.axes * (out * glm::vec3(q.x, 0, q.z) / radius);
        stands_out[i] = out > k_stands_out_mm && radius > 0.9f * site.rim.radius(site.angle_of(q));
        if (stands_out[i]) parts->furthest_mm = std::max(parts->furthest_mm, out);
    }
    const auto& terms = terms_at(atlas, index);
    weigh(ring, terms, atlas);
    take(parts->matter, ring, stands_out);

    // The kernel, or where there is none what has come out of the ring.
    const auto kernel = atlas.find("nucleus." + anatomy::disc_id(disc.upper).substr(5));
    const Mesh* nucleus = kernel.valid() ? &anatomy::mesh_at(atlas.at(kernel), 0) : nullptr;
    if (nucleus && nucleus->empty()) nucleus = nullptr;
    const auto add_matter = [&](const Mesh& mesh) { // what is beyond the ring as it was
        std::vector<bool> beyond(mesh.positions.size());
        for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
            const auto q = site.local(mesh.positions[i]);
            beyond[i] = std::hypot(q.x, q.z) > site.rim.radius(site.angle_of(q)) + 0.2f;
            if (beyond[i]) parts->furthest_mm = std::max(parts->furthest_mm, glm::dot(mesh.positions[i] - site.centre, site.direction) - site.rim_mm);
        }
        take(parts->matter, mesh, beyond);
    };
    if (nucleus) {
        Mesh moved = herniated_nucleus(site, *shape, *nucleus);
        weigh(moved, terms, atlas);
        add_matter(moved);
        parts->nucleus = std::make_shared<const Mesh>(std::move(moved));
    } else if (Mesh head = herniated_head(site, *shape); !head.empty()) {
        weigh(head, terms, atlas);
        add_matter(head);
        geometry::append(ring, head);
    }
    geometry::compute_normals(ring);
    parts->ring = std::make_shared<const Mesh>(std::move(ring));
    if (Mesh tear = tear_mesh(site, *shape, nucleus); !tear.empty()) {
        weigh(tear, terms, atlas);
        parts->tear = std::make_shared<const Mesh>(std::move(tear));
    }
    parts->pushed = pushed_nerves(atlas, site, parts->matter);
    return parts;
}

} // namespace dorsum::scene
