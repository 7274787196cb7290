// How a path gives way: onto what it is to work on, and clear of what hands must keep off. Private to stroke_*.cpp.
#pragma once

#include "scene/lay_strip.h"
#include "scene/stroke_laying.h"

namespace dorsum::scene {

// The shortest way in the surface from this row to where a target lies below it: zero where one does, nothing where none is near.
std::optional<glm::vec3> way_to_targets_mm(const RowFrame& row, std::span<const anatomy::StructureIndex> targets, ComposeCache& cache);

// A path that was laid on the muscles, carried out to the skin, straight above its targets.
SurfaceStrip on_the_skin(const SurfaceStrip& laid, std::span<const anatomy::StructureIndex> targets, ComposeCache& cache);

bool all_muscles(std::span<const anatomy::StructureIndex> targets, const anatomy::Atlas& atlas);

// Laid where the plan says: ends that run out beyond the targets are left off, what runs beside them is moved onto them, and all of it goes
// as little aside as the protected zones ask for. `twin`: the same for the other side of the body, or no path; where they give way, both do so alike.
std::optional<SurfaceStrip> lay_clear(StripRequest request, StripRequest twin, const content::StrokeStep& step, const content::Technique& technique, const session::SessionState& state,
                                      const session::Context& context, ComposeCache& cache);

} // namespace dorsum::scene
