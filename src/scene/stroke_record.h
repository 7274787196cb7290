// A stroke with all that a stranger needs to check it: what it is meant for and described by, what it lies on, how the hands move there.
#pragma once

#include "scene/strokes.h"

namespace dorsum::scene {

// A place that a path is described by, on the body as it stands.
struct NamedPlace {
    std::string expression; // "para.l5.left", sides and levels filled in
    glm::vec3 position_mm{0};
    bool operator==(const NamedPlace&) const = default;
};

struct StrokeRecord {
    StrokePath path;
    std::size_t number = 0;                                       // of the step's paths
    bool on_skin = false;                                         // laid on the skin; else on what lies in
    anatomy::Layer worked_from = anatomy::Layer::superficial;     // this layer or deeper
    std::vector<std::string> targets;                             // structure ids that the step means on this side
    std::vector<NamedPlace> places;                               // in the path's order
    std::array<std::vector<glm::vec3>, 2> rims_mm;                // edges of what bears on the body, a point per row of the path
    std::vector<glm::vec3> way;                                   // per row: unit vector that the hands move along there
};
// In the order of stroke_paths.
std::vector<StrokeRecord> stroke_records(const content::StrokeStep& step, const session::SessionState& state, const session::Context& context,
                                         ComposeCache& cache);

// Places of a path, posed; those that the atlas lacks are left out.
std::vector<NamedPlace> named_places(const std::vector<std::string>& path, anatomy::Side side, const session::SessionState& state,
                                     const session::Context& context, std::span<const glm::mat4> palette);

} // namespace dorsum::scene
