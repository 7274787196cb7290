#include "scene/compose_cache.h"

namespace dorsum::scene {

namespace {

bool carries_strokes(anatomy::Tissue tissue) {
    return tissue == anatomy::Tissue::muscle || tissue == anatomy::Tissue::fascia || tissue == anatomy::Tissue::bone;
}

} // namespace

const ComposeCache::Surface& ComposeCache::surface(anatomy::StructureIndex structure) {
    const std::lock_guard lock(making);
    const auto [at, fresh] = surfaces_.try_emplace(structure);
    if (fresh) {
        at->second.mesh = &anatomy::mesh_at(atlas_.at(structure), k_tree_lod);
        at->second.tree = geometry::Bvh(*at->second.mesh);
    }
    return at->second;
}

const ComposeCache::Body& ComposeCache::whole(anatomy::Layer outermost) {
    const std::lock_guard lock(making);
    const auto [at, fresh] = bodies_.try_emplace(outermost);
    if (fresh) {
        auto& [mesh, surface, parts] = at->second;
        for (std::size_t i = 0; i < atlas_.structures.size(); ++i) {
            const auto& structure = atlas_.structures[i];
            if (!carries_strokes(structure.terms.tissue) || structure.terms.layer < outermost) continue;
            parts[static_cast<std::uint32_t>(mesh.triangle_count())] = anatomy::StructureIndex(i);
            geometry::append(mesh, anatomy::mesh_at(structure, k_tree_lod));
        }
        surface.mesh = &mesh;
        surface.tree = geometry::Bvh(mesh);
    }
    return at->second;
}

const ComposeCache::Surface& ComposeCache::body(anatomy::Layer outermost) { return whole(outermost).surface; }

anatomy::StructureIndex ComposeCache::part_of_body(anatomy::Layer outermost, std::uint32_t triangle) {
    return std::prev(whole(outermost).parts.upper_bound(triangle))->second;
}

const ComposeCache::Surface& ComposeCache::skin() {
    const std::lock_guard lock(making);
    if (!skin_) {
        skin_.emplace();
        for (const auto& structure : atlas_.structures)
            if (structure.terms.tissue == anatomy::Tissue::skin) geometry::append(skin_->mesh, anatomy::mesh_at(structure, k_tree_lod));
        skin_->surface.mesh = &skin_->mesh;
        if (!skin_->mesh.empty()) skin_->surface.tree = geometry::Bvh(skin_->mesh);
    }
    return skin_->surface;
}

const Outward& ComposeCache::outward() {
    const auto& all = body();
    const std::lock_guard lock(making);
    if (!outward_) outward_.emplace(all);
    return *outward_;
}

std::shared_ptr<ComposeCache> make_compose_cache(const anatomy::Atlas& atlas) { return std::make_shared<ComposeCache>(atlas); }

} // namespace dorsum::scene
