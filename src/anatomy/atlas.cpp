#include "anatomy/atlas.h"

#include <algorithm>

namespace dorsum::anatomy {

StructureIndex Atlas::find(std::string_view id) const {
    const auto at = by_id.find(std::string(id));
    return at == by_id.end() ? StructureIndex() : at->second;
}

const Landmark* Atlas::find_landmark(std::string_view id) const {
    const auto at = std::find_if(landmarks.begin(), landmarks.end(), [&](const auto& l) { return l.id == id; });
    return at == landmarks.end() ? nullptr : &*at;
}

const CentreLine* Atlas::find_centre_line(std::string_view structure_id) const {
    const auto at = std::find_if(centre_lines.begin(), centre_lines.end(),
                                 [&](const auto& l) { return l.structure_id == structure_id; });
    return at == centre_lines.end() ? nullptr : &*at;
}

void set_stature(Atlas& atlas, float stature_mm) {
    if (!atlas.body || atlas.body->stature_mm <= 0 || stature_mm <= 0) return;
    const float scale = stature_mm / atlas.body->stature_mm;
    const auto grow = [scale](geometry::Bounds& bounds) {
        if (!bounds.empty()) bounds.min *= scale, bounds.max *= scale;
    };
    for (auto& structure : atlas.structures) {
        for (auto& mesh : structure.lods)
            for (auto& p : mesh.positions) p *= scale;
        grow(structure.bounds);
    }
    grow(atlas.bounds);
    for (auto& frame : atlas.spine.frames) frame.centre_mm *= scale;
    if (atlas.facet_glide) {
        auto grown = std::make_shared<FacetGlide>(*atlas.facet_glide);
        grown->scale(scale);
        atlas.facet_glide = std::move(grown);
    }
    for (auto& landmark : atlas.landmarks) landmark.position_mm *= scale;
    for (auto& line : atlas.centre_lines)
        for (auto& p : line.points_mm) p *= scale;
    atlas.body->stature_mm = stature_mm;
}

} // namespace dorsum::anatomy
