// How a path gives way: onto what it is to work on, and clear of what hands must keep off. Private to stroke_*.cpp.
#pragma once

#include "scene/lay_strip.h"
#include "scene/stroke_laying.h"

#include <array>

namespace dorsum::scene {

// The shortest way in the surface from this row to where a target lies below it: zero where one does, nothing where none is near.
std::optional<glm::vec3> way_to_targets_mm(const RowFrame& row, const Work& work);

// A path that was laid on the muscles, carried out to the skin, straight above its targets.
SurfaceStrip on_the_skin(const SurfaceStrip& laid, std::span<const anatomy::StructureIndex> targets, ComposeCache& cache);
SurfaceStrip middle_on_the_skin(const SurfaceStrip& laid, std::span<const anatomy::StructureIndex> targets, ComposeCache& cache); // its middle line alone

bool all_muscles(std::span<const anatomy::StructureIndex> targets, const anatomy::Atlas& atlas);

// Whether the stroke is weakened, or forbidden, where it meets the zone: then it gives way.
bool weakens(const content::SafetyZone& zone, const content::StrokeStep& step);

// A path of a step, as it is to be laid in this state.
struct PathTask {
    const content::StrokeStep& step;
    const content::Technique& technique;
    content::FibreRule fibre; // the technique's, where it binds this path
    const session::SessionState& state;
    const session::Context& context;
    ComposeCache& cache;

    const content::StrokeRules& rules() const { return context.catalog.stroke_rules; }
    Work work_on(std::span<const anatomy::StructureIndex> targets) const { return {targets, fibre, rules(), cache}; }
};

// A path that is laid, or nothing where the body has no surface for it. A spot that a protected zone leaves no room over its target is laid
// where it is described and must not be drawn: that zone's id.
struct ClearPath {
    std::optional<SurfaceStrip> strip;
    std::string kept_off_by;
};

// Laid where the plan says: ends that run out beyond the targets are left off, what runs beside them is moved onto them, what has little room
// goes to where there is more (stroke_line.h), and all of it goes as little aside as the protected zones ask for.
ClearPath lay_clear(StripRequest request, const PathTask& task);

// The same for left and right, which give way alike where they have to. An empty path is not laid.
std::array<ClearPath, 2> lay_both_clear(std::array<StripRequest, 2> requests, const PathTask& task);

} // namespace dorsum::scene
