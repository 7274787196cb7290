// The laying of strokes, shared by the files that judge and export them. Private to stroke_*.cpp.
#pragma once

#include "scene/strokes.h"

#include <optional>
#include <span>
#include <vector>

namespace dorsum::scene {

std::vector<anatomy::StructureIndex> targets_of(const content::StrokeStep& step, anatomy::Side side, const anatomy::SpineCurve& curve,
                                                const anatomy::Atlas& atlas);

struct RowFrame {
    glm::vec3 at, along, across, normal;
};
RowFrame frame_of_row(const SurfaceStrip& strip, std::size_t r);

// What a path is laid for, on which body and by which rules.
struct Work {
    std::span<const anatomy::StructureIndex> targets;
    content::FibreRule fibre; // how hands go to the fibres there
    const content::StrokeRules& rules;
    ComposeCache& cache;
};

// The fibres of the targets that a hand reaches there, in the surface: those of the target that the way suits best, where several
// lie over one another.
std::optional<glm::vec3> fibre_near(const RowFrame& row, glm::vec3 way, const Work& work);

// Where a glide leaves one muscle's way for the next one's, as from the erector spinae out over the shoulder, no fibres run round the bend.
bool turns_at(const SurfaceStrip& strip, std::size_t r, const content::KeepRule& keep);

// Where the way into the body meets a target below this row, however much lies over it.
std::optional<geometry::RayHit> under(const RowFrame& row, anatomy::StructureIndex target, ComposeCache& cache);

// Laid once for this side and these levels; what may be drawn of it is looked at anew for every pose.
const LaidPaths& laid_on(const content::StrokeStep& step, anatomy::Side side, const session::SessionState& state, const session::Context& context,
                         ComposeCache& cache);

} // namespace dorsum::scene
