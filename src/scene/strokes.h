// Strokes on the body: where they lie (strips) and the moving signs that show them.
#pragma once

#include "scene/compose_cache.h"

namespace dorsum::scene {

// All paths of a step for the sides it means now, laid on its targets (kept in the cache). Paths that a safety zone forbids are
// left out; where one caps the pressure, the cap is what is drawn.
std::vector<LaidStroke> lay_strokes(const content::StrokeStep& step, const session::SessionState& state,
                                    const session::Context& context, ComposeCache& cache);

// The hands of a step at a moment: meshes to draw and dents to press. One hand on each side works at once; two hands work on one
// path after the other, each for its share of the step's time.
struct Hands {
    std::vector<OverlayMesh> meshes;
    std::vector<Dent> dents;
};
Hands stroke_hands(const content::StrokeStep& step, const content::Technique& technique, std::span<const LaidStroke> strokes,
                   const content::Catalog& catalog, std::span<const glm::mat4> palette, double time_s, double duration_s);

// Colour of a pressure P1..P5 on Walton's scale: light teal to deep indigo, apart from the warm tension zones.
glm::vec4 pressure_colour(int pressure);

// The sign of one stroke at a moment: ribbon with arrowheads, circles, pulsing press... `time_s` since the step began.
// It lies in the hollows that hands press.
OverlayMesh stroke_sign(const content::StrokeStep& step, const content::Technique& technique, const LaidStroke& stroke,
                        std::span<const glm::mat4> palette, double time_s, std::string id,
                        std::span<const Dent> dents = {});

// Then strokes lie on the skin; else on the muscles.
bool skin_is_shown(const session::SessionState& state);

} // namespace dorsum::scene
