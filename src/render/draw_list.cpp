#include "render/draw_list.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace dorsum::render {
namespace {

glm::vec3 corner(const geometry::Bounds& box, int i) {
    return {(i & 1) != 0 ? box.max.x : box.min.x, (i & 2) != 0 ? box.max.y : box.min.y,
            (i & 4) != 0 ? box.max.z : box.min.z};
}

void add_moved(geometry::Bounds& sum, const geometry::Bounds& box, const glm::mat4& matrix) {
    for (int i = 0; i < 8; ++i) sum.add(glm::vec3(matrix * glm::vec4(corner(box, i), 1)));
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

bool inside(const geometry::Bounds& box, const glm::mat4& view_projection, const NdcRect& part) {
    for (int i = 0; i < 8; ++i) {
        const glm::vec4 p = view_projection * glm::vec4(corner(box, i), 1);
        if (p.x < part.min.x * p.w || p.x > part.max.x * p.w || p.y < part.min.y * p.w || p.y > part.max.y * p.w || p.z < -p.w || p.z > p.w)
            return false;
    }
    return true;
}

} // namespace

CutSide side_of(const geometry::Bounds& box, const glm::vec4& plane) {
    const glm::vec3 normal(plane);
    if (normal == glm::vec3(0)) return CutSide::kept;
    const float middle = glm::dot(plane, glm::vec4(box.centre(), 1)), reach = glm::dot(0.5f * box.size(), glm::abs(normal));
    return middle > reach ? CutSide::kept : middle < -reach ? CutSide::gone : CutSide::straddling;
}

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

namespace {

// Pixels that one millimetre covers where the box is nearest to the eye.
float pixels_per_mm(const geometry::Bounds& box, const scene::CameraPose& camera, float height_px) {
    const float distance = std::max(glm::distance(box.centre(), camera.eye_mm) - box.radius(), camera.near_mm);
    return height_px / (2 * std::tan(glm::radians(0.5f * camera.fov_y_deg)) * std::max(distance, 1.0f));
}

MeshRange range_for(const DrawWish& wish, const scene::Frame& frame, const MeshStore& meshes, anatomy::StructureIndex structure) {
    MeshRange range = meshes.range(structure, frame.lod);
    if ((wish.detail_px <= 0 && wish.error_px <= 0) || range.index_count == 0) return range;
    const auto posed = posed_bounds(range.bounds, range.joints, frame.palette);
    if (side_of(posed, frame.clip_plane) == CutSide::straddling) return range; // the faces of the cut are made from the frame's level
    const float px_per_mm = pixels_per_mm(posed, frame.camera, wish.height_px);
    if (wish.error_px > 0 && frame.lod > 0 && meshes.has(frame.lod) && meshes.has(frame.lod - 1) && range.bulge_mm * px_per_mm > wish.error_px)
        return meshes.range(structure, frame.lod - 1);
    if (wish.detail_px <= 0) return range;
    for (int level = frame.lod + 1; level < k_mesh_levels; ++level) {
        const MeshRange coarser = meshes.range(structure, level);
        if (coarser.index_count == 0 || coarser.edge_mm * px_per_mm > wish.detail_px) break;
        range = coarser;
    }
    return range;
}

bool still(std::uint64_t joints, const std::vector<glm::mat4>& palette) {
    for (std::size_t j = 0; j < palette.size() && j < 64; ++j)
        if ((joints >> j & 1) != 0 && palette[j] != glm::mat4(1)) return false;
    return true;
}

// Lists the patches that can show; neighbours become one span. False where none can.
bool choose_patches(DrawList& list, DrawEntry& entry, const scene::Frame& frame, const glm::mat4& view_projection, const DrawWish& wish) {
    const auto& clusters = entry.range.clusters;
    if (clusters.size() < 2) return true;
    const bool rest = still(entry.range.joints, frame.palette);
    const bool both_sides = wish.both_sides || (wish.open != nullptr && wish.open->count(entry.item->structure) != 0);
    const bool drop_turned = rest && !both_sides && entry.item->opacity >= 1;
    const bool drop_outside = !inside(entry.posed, view_projection, wish.part);
    const bool cut = side_of(entry.posed, frame.clip_plane) == CutSide::straddling;
    if (!drop_turned && !drop_outside && !cut) return true;
    const std::size_t first = list.spans.size();
    const auto list_those = [&](std::optional<CutSide> side) {
        const std::size_t begin = list.spans.size();
        for (const Cluster& cluster : clusters) {
            if (drop_turned && faces_away(cluster, frame.camera.eye_mm)) continue;
            if (drop_outside || side) {
                const auto box = rest ? cluster.bounds : posed_bounds(cluster.bounds, entry.range.joints, frame.palette);
                if (side && side_of(box, frame.clip_plane) != *side) continue;
                if (drop_outside && outside(box, view_projection, wish.part)) continue;
            }
            if (list.spans.size() > begin && list.spans.back().first + list.spans.back().count == cluster.first_index)
                list.spans.back().count += cluster.index_count;
            else
                list.spans.push_back({cluster.first_index, cluster.index_count});
        }
    };
    list_those(cut ? std::optional(CutSide::kept) : std::nullopt);
    entry.whole_spans = list.spans.size() - first;
    if (cut) list_those(CutSide::straddling);
    entry.span_count = list.spans.size() - first;
    return entry.span_count > 0;
}

// Pointers into the pool are set when it has stopped growing; until then an entry knows its place by the order of making.
void point_at_spans(std::vector<DrawEntry>& entries, const DrawList& list, std::size_t& next) {
    for (DrawEntry& entry : entries) {
        entry.spans = entry.span_count > 0 ? list.spans.data() + next : nullptr;
        next += entry.span_count;
    }
}

} // namespace

void fill_draw_list(DrawList& list, const scene::Frame& frame, const MeshStore& meshes, const glm::mat4& view_projection,
                    const DrawWish& wish) {
    constexpr float k_invisible = 0.004f; // below one step of an 8-bit picture
    list.opaque.clear();
    list.blended.clear();
    list.spans.clear();
    for (const bool opaque : {true, false}) { // one kind after the other: spans lie in the order of their entries
        auto& entries = opaque ? list.opaque : list.blended;
        for (const scene::DrawItem& item : frame.items) {
            if (item.opacity < k_invisible || (item.opacity >= 1) != opaque) continue;
            if (wish.may_show && item.structure.value < wish.may_show->size() && !(*wish.may_show)[item.structure.value]) continue;
            DrawEntry entry{&item, range_for(wish, frame, meshes, item.structure), {}, 0, nullptr, 0, 0};
            if (entry.range.index_count == 0) continue;
            entry.posed = posed_bounds(entry.range.bounds, entry.range.joints, frame.palette);
            if (outside(entry.posed, view_projection, wish.part) || side_of(entry.posed, frame.clip_plane) == CutSide::gone) continue;
            if (!choose_patches(list, entry, frame, view_projection, wish)) continue;
            entry.depth = glm::distance(entry.posed.centre(), frame.camera.eye_mm);
            entries.push_back(entry);
        }
    }
    std::size_t next = 0;
    point_at_spans(list.opaque, list, next);
    point_at_spans(list.blended, list, next);
    // Ties by structure: the same order every time without a sort that needs memory of its own.
    const auto nearer = [](const DrawEntry& a, const DrawEntry& b) {
        return a.depth != b.depth ? a.depth < b.depth : a.item < b.item;
    };
    std::sort(list.opaque.begin(), list.opaque.end(), nearer);
    std::sort(list.blended.begin(), list.blended.end(), [&](const auto& a, const auto& b) {
        return a.depth != b.depth ? a.depth > b.depth : a.item < b.item;
    });
}

DrawList make_draw_list(const scene::Frame& frame, const MeshStore& meshes, const glm::mat4& view_projection, const NdcRect& part) {
    DrawList list;
    fill_draw_list(list, frame, meshes, view_projection, {part, 0, 0, 0, nullptr, true, nullptr});
    return list;
}

} // namespace dorsum::render
