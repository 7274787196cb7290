// The kernel of a disc on its way out, and the crack that it goes through.
#include "scene/disc_site.h"

#include "geometry/sdf.h"

#include <algorithm>
#include <cmath>

namespace dorsum::scene {

using geometry::Mesh;
using geometry::Sdf;

namespace {

constexpr float k_grid_mm = 0.6f;
constexpr float k_broad_deg = 60;          // a ring that gives way over more than this bends as a whole: a bulge
constexpr glm::vec3 k_head{1, 1.3f, 0.9f}; // a head's proportions: across, upright, outwards

// The kernel at rest as an ellipsoid in the disc's own axes.
struct Kernel {
    glm::vec3 centre, half;
    float edge_mm; // from the disc's centre along the way out

    Kernel(const DiscSite& site, const Mesh& mesh) {
        geometry::Bounds box;
        for (const auto& p : mesh.positions) box.add(site.local(p));
        centre = box.centre();
        half = 0.5f * box.size();
        const auto d = glm::transpose(site.axes) * site.direction;
        edge_mm = glm::dot(centre, d) + glm::length(half * d);
    }
};

struct Way {
    float from_mm, tip_mm, rim_mm; // distances from the disc's centre: where it leaves the kernel, where it ends, where the ring ends
    float from_up_mm, rim_up_mm;
    float half_height_mm;

    // Height of the way: from the kernel's middle to the middle of the wall.
    float up(float out_mm) const { return glm::mix(from_up_mm, rim_up_mm, std::clamp((out_mm - from_mm) / std::max(1.0f, rim_mm - from_mm), 0.0f, 1.0f)); }
};

Way way_of(const DiscSite& site, const content::DiscShape& shape, const Kernel& kernel) {
    Way way;
    way.rim_mm = site.rim_mm + shape.reach_mm;
    way.from_mm = std::min(kernel.edge_mm, way.rim_mm - 2);
    way.tip_mm = glm::mix(way.from_mm, way.rim_mm, shape.tear_share);
    way.from_up_mm = kernel.centre.y;
    way.rim_up_mm = site.middle_mm;
    way.half_height_mm = std::min(2.0f, 0.5f * site.half_height_mm);
    return way;
}

glm::vec3 head_centre(const DiscSite& site, const content::DiscShape& shape) {
    return site.world(site.rim_mm + std::max(shape.tip_mm, shape.reach_mm) - k_head.z * shape.head_mm, site.middle_mm - shape.drop_mm);
}

Sdf head_of(const DiscSite& site, const content::DiscShape& shape) {
    return geometry::ellipsoid(head_centre(site, shape), shape.head_mm * k_head, glm::mat3(site.across, site.axes[1], site.direction));
}

float finger_half_mm(float share) { return glm::mix(2.6f, 1.3f, std::clamp(share, 0.0f, 1.0f)); } // narrower the further out

} // namespace

Mesh herniated_nucleus(const DiscSite& site, const content::DiscShape& shape, const Mesh& nucleus) {
    const Kernel kernel(site, nucleus);
    if (shape.half_angle_deg > k_broad_deg) { // bent with the ring, in its place
        Mesh mesh = nucleus;
        for (auto& p : mesh.positions) {
            const float t = std::clamp(glm::dot(p - site.centre, site.direction) / std::max(1.0f, kernel.edge_mm), 0.0f, 1.0f);
            p += site.direction * (0.6f * shape.reach_mm * t * t);
        }
        geometry::compute_normals(mesh);
        return mesh;
    }
    const auto way = way_of(site, shape, kernel);
    const float given = (shape.head_mm > 0 ? 0.10f : 0.05f) * shape.tear_share; // what has left is missing
    Sdf shown = geometry::ellipsoid(site.centre + site.axes * kernel.centre, (1 - given) * kernel.half, site.axes);
    const auto half_at = [&](float share) { return glm::vec2(finger_half_mm(share), glm::mix(way.half_height_mm, 0.8f * way.half_height_mm, share)); };
    const float inside = way.from_mm - 4;
    const bool headed = shape.head_mm > 0 && !shape.free;
    const float end = std::max(inside + 1, way.tip_mm - (headed ? 0.0f : finger_half_mm(1)));
    shown = geometry::unite(shown, geometry::elliptic_capsule(site.world(inside, way.up(inside)), site.world(end, way.up(end)), site.across, half_at(0), half_at(1)), 1.5f);
    Mesh mesh;
    if (headed) {
        const auto neck = geometry::capsule(site.world(end, way.up(end)), head_centre(site, shape), finger_half_mm(1), 1.8f);
        shown = geometry::unite(geometry::unite(shown, neck, 0.8f), head_of(site, shape), 1.2f);
    }
    mesh = geometry::mesh_of(shown, k_grid_mm);
    if (shape.head_mm > 0 && shape.free) geometry::append(mesh, geometry::mesh_of(head_of(site, shape), k_grid_mm));
    geometry::compute_normals(mesh);
    return mesh;
}

Mesh herniated_head(const DiscSite& site, const content::DiscShape& shape) {
    if (shape.head_mm <= 0) return {};
    Sdf head = head_of(site, shape);
    if (!shape.free) head = geometry::unite(head, geometry::capsule(site.world(site.rim_mm - 2, site.middle_mm), head_centre(site, shape), 1.4f, 1.8f), 1.2f);
    return geometry::mesh_of(head, k_grid_mm);
}

Mesh tear_mesh(const DiscSite& site, const content::DiscShape& shape, const Mesh* nucleus) {
    Mesh mesh;
    if (shape.tear_share <= 0.02f || shape.half_angle_deg > k_broad_deg) return mesh;
    Way way = nucleus ? way_of(site, shape, Kernel(site, *nucleus)) : Way{};
    if (!nucleus) way = {0.55f * site.rim_mm, glm::mix(0.55f * site.rim_mm, site.rim_mm + shape.reach_mm, shape.tear_share), site.rim_mm + shape.reach_mm, site.middle_mm, site.middle_mm, 2};
    // From within the kernel to a little beyond where the kernel's matter has come; through and through only where the ring gave way.
    const float from = way.from_mm - 1.5f, to = std::min(way.tip_mm + 1.0f, way.rim_mm - 0.05f);
    constexpr int k_steps = 9;
    for (int i = 0; i <= k_steps; ++i) {
        const float t = static_cast<float>(i) / k_steps, out = glm::mix(from, to, t), share = (out - way.from_mm) / std::max(1.0f, way.tip_mm - way.from_mm);
        const float sharp = shape.tear_share < 1 ? std::sqrt(std::max(0.0f, 1 - t * t)) : 1.0f; // ends in a point where the outer ring holds
        const float gape = std::max(0.05f, (finger_half_mm(share) + 0.7f) * sharp);
        const float ragged = 0.25f * (i % 2 ? 1.0f : -1.0f) * (1 - 0.5f * t); // torn, not cut
        for (const auto& [x, y] : {std::pair{-1.0f, -1.0f}, {1.0f, -1.0f}, {1.0f, 1.0f}, {-1.0f, 1.0f}})
            mesh.positions.push_back(site.world(out, way.up(out) + y * (way.half_height_mm + 0.6f)) + (x * gape + ragged) * site.across);
    }
    const auto quad = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) { mesh.indices.insert(mesh.indices.end(), {a, b, c, a, c, d}); };
    for (std::uint32_t i = 0; i < k_steps; ++i)
        for (std::uint32_t k = 0; k < 4; ++k) quad(4 * i + k, 4 * i + (k + 1) % 4, 4 * (i + 1) + (k + 1) % 4, 4 * (i + 1) + k);
    quad(3, 2, 1, 0);
    quad(4 * k_steps, 4 * k_steps + 1, 4 * k_steps + 2, 4 * k_steps + 3);
    geometry::compute_normals(mesh);
    return mesh;
}

} // namespace dorsum::scene
