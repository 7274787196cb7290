#include "scene/disc_bulge.h"

#include "geometry/ray.h"
#include "scene/disc_push.h"
#include "scene/disc_site.h"
#include "scene/refine.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace dorsum::scene {

using geometry::Mesh;

namespace {

constexpr float k_ring_edge_mm = 0.8f; // of the triangles that show the bulge
constexpr int k_ring_rounds = 3;
constexpr float k_stands_out_mm = 0.5f; // moved less than this, it is the disc as it was

void weigh(Mesh& mesh, const anatomy::Terms& terms, const anatomy::Atlas& atlas) {
    mesh.skin.resize(mesh.positions.size());
    for (std::size_t i = 0; i < mesh.positions.size(); ++i) mesh.skin[i] = anatomy::skin_weights_at(terms, atlas.spine, mesh.positions[i]);
}

// A share `t` of the second among the first; the four strongest joints remain.
geometry::SkinWeights mixed(const geometry::SkinWeights& a, const geometry::SkinWeights& b, float t) {
    std::map<std::uint8_t, float> all;
    for (int k = 0; k < geometry::k_influences; ++k) {
        all[a.joints[static_cast<std::size_t>(k)]] += (1 - t) * a.weights[static_cast<std::size_t>(k)];
        all[b.joints[static_cast<std::size_t>(k)]] += t * b.weights[static_cast<std::size_t>(k)];
    }
    std::vector<std::pair<float, std::uint8_t>> order;
    for (const auto& [joint, weight] : all) order.emplace_back(weight, joint);
    std::sort(order.rbegin(), order.rend());
    order.resize(geometry::k_influences, {0.0f, std::uint8_t{0}});
    float sum = 0;
    for (const auto& [weight, joint] : order) sum += weight;
    geometry::SkinWeights out;
    for (std::size_t k = 0; k < order.size(); ++k) out.joints[k] = order[k].second, out.weights[k] = order[k].first / sum;
    return out;
}

// What touches a nerve goes with it on a bent spine: neither sinks into the other, nor do they part.
void go_along(Mesh& mesh, const std::vector<float>& out_mm, float furthest_mm, const anatomy::Terms& nerve, const anatomy::Atlas& atlas) {
    for (std::size_t i = 0; i < mesh.positions.size(); ++i)
        if (const float t = glm::smoothstep(0.0f, 0.6f * furthest_mm, out_mm[i]); t > 0)
            mesh.skin[i] = mixed(mesh.skin[i], anatomy::skin_weights_at(nerve, atlas.spine, mesh.positions[i]), t);
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

// A free fragment lies in the room that there is behind the vertebra below, not in its bone: in a narrow recess it is smaller.
void fit_into_the_canal(const anatomy::Atlas& atlas, const session::DiscState& disc, const DiscSite& site, content::DiscShape& shape) {
    constexpr float deepest_mm = 0.3f, look_mm = 4, step = 0.93f, least = 0.65f;
    const auto bone = atlas.find(anatomy::vertebra_id(anatomy::Level(disc.upper.value + std::size_t{1})));
    if (!bone.valid()) return;
    const Mesh& mesh = anatomy::mesh_at(atlas.at(bone), 0);
    const geometry::Bvh tree(mesh);
    const auto sinks = [&](glm::vec3 p) {
        const auto hit = tree.intersect({p, site.direction}, look_mm);
        if (!hit || hit->distance <= deepest_mm) return false;
        const auto* corner = &mesh.indices[3 * std::size_t{hit->triangle}];
        const auto &a = mesh.positions[corner[0]], &b = mesh.positions[corner[1]], &c = mesh.positions[corner[2]];
        return glm::dot(glm::cross(b - a, c - a), site.direction) > 0; // met from within
    };
    for (const float at_least = least * shape.head_mm; shape.head_mm > at_least; shape.head_mm *= step) {
        const Mesh head = herniated_head(site, shape);
        if (std::none_of(head.positions.begin(), head.positions.end(), sinks)) return;
    }
}

} // namespace

std::string kernel_id(const session::DiscState& disc) {
    const auto id = anatomy::disc_id(disc.upper);
    return id.empty() ? id : "nucleus." + id.substr(5);
}

std::shared_ptr<const DiscParts> disc_parts(const anatomy::Atlas& atlas, const session::DiscState& disc, const content::DiscModel& model) {
    auto shape = shape_left(atlas, disc, model);
    const auto index = atlas.find(anatomy::disc_id(disc.upper));
    if (!shape || !index.valid()) return nullptr;
    const Mesh& whole = anatomy::mesh_at(atlas.at(index), 0);
    if (whole.empty()) return nullptr;
    const auto site = disc_site(atlas, whole, disc, model);
    if (shape->free && shape->head_mm > 0) fit_into_the_canal(atlas, disc, site, *shape);
    auto parts = std::make_shared<DiscParts>();
    parts->centre = site.centre;
    parts->axes = site.axes;
    parts->half_width_mm = std::max(site.rim.radius(1.5708f), site.rim.radius(-1.5708f));

    // The ring, fine where it bulges.
    const auto& terms = atlas.at(index).terms;
    Mesh ring = refined(whole, [&](glm::vec3 p) { return pushed_out(site, *shape, p) > 0.04f * shape->reach_mm; }, k_ring_edge_mm, k_ring_rounds);
    std::vector<float> ring_out(ring.positions.size());
    std::vector<bool> ring_matter(ring.positions.size());
    for (std::size_t i = 0; i < ring.positions.size(); ++i) {
        const auto q = site.local(ring.positions[i]);
        const float out = pushed_out(site, *shape, ring.positions[i]), radius = std::hypot(q.x, q.z);
        if (radius > 1) ring.positions[i] += site.axes * (out * glm::vec3(q.x, 0, q.z) / radius);
        ring_matter[i] = out > k_stands_out_mm && radius > 0.9f * site.rim.radius(site.angle_of(q));
        ring_out[i] = out;
        if (ring_matter[i]) parts->furthest_mm = std::max(parts->furthest_mm, out);
    }
    weigh(ring, terms, atlas);

    // The kernel, or where there is none what has come out of the ring.
    const auto kernel = atlas.find(kernel_id(disc));
    const Mesh* nucleus = kernel.valid() ? &anatomy::mesh_at(atlas.at(kernel), 0) : nullptr;
    if (nucleus && nucleus->empty()) nucleus = nullptr;
    Mesh inner = nucleus ? herniated_nucleus(site, *shape, *nucleus) : herniated_head(site, *shape);
    std::vector<float> inner_out(inner.positions.size());
    std::vector<bool> inner_matter(inner.positions.size());
    for (std::size_t i = 0; i < inner.positions.size(); ++i) {
        const auto q = site.local(inner.positions[i]);
        inner_out[i] = std::hypot(q.x, q.z) - site.rim.radius(site.angle_of(q));
        inner_matter[i] = inner_out[i] > 0.2f; // beyond the ring as it was
        if (inner_matter[i]) parts->furthest_mm = std::max(parts->furthest_mm, glm::dot(inner.positions[i] - site.centre, site.direction) - site.rim_mm);
    }
    weigh(inner, terms, atlas);

    const auto gather = [&] {
        parts->matter = {};
        take(parts->matter, ring, ring_matter);
        take(parts->matter, inner, inner_matter);
    };
    gather();
    parts->pushed = pushed_nerves(atlas, site, parts->matter);
    const auto met = roots_found(atlas, disc, model, *parts);
    if (!met.empty() && met.front().touches)
        if (const auto nerve = atlas.find(met.front().in_sac ? "dura.sac" : met.front().structure_id); nerve.valid()) {
            go_along(ring, ring_out, parts->furthest_mm, atlas.at(nerve).terms, atlas);
            go_along(inner, inner_out, parts->furthest_mm, atlas.at(nerve).terms, atlas);
            gather();
        }
    if (nucleus) parts->nucleus = std::make_shared<const Mesh>(std::move(inner));
    else geometry::append(ring, inner);
    geometry::compute_normals(ring);
    parts->ring = std::make_shared<const Mesh>(std::move(ring));
    if (Mesh tear = tear_mesh(site, *shape, nucleus); !tear.empty()) {
        weigh(tear, terms, atlas);
        parts->tear = std::make_shared<const Mesh>(std::move(tear));
    }
    return parts;
}

} // namespace dorsum::scene
