#include "render/draw_list.h"

#include <algorithm>

namespace dorsum::render {
namespace {

glm::vec3 corner(const geometry::Bounds& box, int i) {
    return {(i & 1) != 0 ? box.max.x : box.min.x, (i & 2) != 0 ? box.max.y : box.min.y,
            (i & 4) != 0 ? box.max.z : box.min.z};
}

void add_moved(geometry::Bounds& sum, const geometry::Bounds& box, const glm::mat4& matrix) {
    for (int i = 0; i < 8; ++i) sum.add(glm::vec3(matrix * glm::vec4(corner(box, i), 1)));
}

bool clipped_away(const geometry::Bounds& box, const glm::vec4& plane) {
    const glm::vec3 normal(plane);
    if (normal == glm::vec3(0)) return false;
    for (int i = 0; i < 8; ++i)
        if (glm::dot(normal, corner(box, i)) + plane.w >= 0) return false;
    return true;
}

bool outside(const geometry::Bounds& box, const glm::mat4& view_projection, const NdcRect& part) {
    int left = 0, right = 0, below = 0, above = 0, near = 0, far = 0;
    for (int i = 0; i < 8; ++i) {
        const glm::vec4 p = view_projection * glm::vec4(corner(box, i), 1);
        left += p.x < part.min.x * p.w;
        right += p.x > part.max.x * p.w;
        below += p.y < part.min.y * p.w;
        above += p.y > part.max.y * p.w;
        near += p.z < -p.w;
        far += p.z > p.w;
    }
    return left == 8 || right == 8 || below == 8 || above == 8 || near == 8 || far == 8;
}

} // namespace

geometry::Bounds posed_bounds(const geometry::Bounds& rest, std::uint64_t joints,
                              const std::vector<glm::mat4>& palette) {
    geometry::Bounds posed;
    bool rest_counted = false;
    for (std::size_t j = 0; j < 64; ++j) {
        if ((joints >> j & 1) == 0) continue;
        if (j < palette.size() && palette[j] != glm::mat4(1))
            add_moved(posed, rest, palette[j]);
        else if (!std::exchange(rest_counted, true))
            posed.add(rest);
    }
    return posed;
}

NdcRect screen_rect(const geometry::Bounds& box, const glm::mat4& view_projection) {
    NdcRect rect{glm::vec2(1e9f), glm::vec2(-1e9f)};
    for (int i = 0; i < 8; ++i) {
        const glm::vec4 p = view_projection * glm::vec4(corner(box, i), 1);
        if (p.w <= 0) return {};
        rect.min = glm::min(rect.min, glm::vec2(p) / p.w);
        rect.max = glm::max(rect.max, glm::vec2(p) / p.w);
    }
    return rect;
}

DrawList make_draw_list(const scene::Frame& frame, const MeshStore& meshes, const glm::mat4& view_projection,
                        const NdcRect& part) {
    constexpr float k_invisible = 0.004f; // below one step of an 8-bit picture
    DrawList list;
    for (const scene::DrawItem& item : frame.items) {
        if (item.opacity < k_invisible) continue;
        DrawEntry entry{&item, meshes.range(item.structure, frame.lod), {}, 0};
        if (entry.range.index_count == 0) continue;
        entry.posed = posed_bounds(entry.range.bounds, entry.range.joints, frame.palette);
        if (outside(entry.posed, view_projection, part) || clipped_away(entry.posed, frame.clip_plane)) continue;
        entry.depth = glm::distance(entry.posed.centre(), frame.camera.eye_mm);
        (item.opacity < 1 ? list.blended : list.opaque).push_back(entry);
    }
    const auto nearer = [](const DrawEntry& a, const DrawEntry& b) { return a.depth < b.depth; };
    std::stable_sort(list.opaque.begin(), list.opaque.end(), nearer);
    std::stable_sort(list.blended.begin(), list.blended.end(),
                     [&](const auto& a, const auto& b) { return nearer(b, a); });
    return list;
}

} // namespace dorsum::render
