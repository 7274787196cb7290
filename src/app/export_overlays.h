// The parts of overlays.json (format: export.md in this folder). Private to export_*.cpp.
#pragma once

#include "scene/compose_cache.h"

#include <nlohmann/json.hpp>

namespace dorsum::app {

using Json = nlohmann::ordered_json;

inline constexpr const char* k_overlays_format = "dorsum overlays 2"; // counts up whenever a field changes its meaning or goes

Json triple_json(glm::vec3 v);
Json triples_json(std::span<const glm::vec3> points);

// Strokes of the plan, then the one of the technique library: as drawn, and those that are not drawn, with the reason.
Json strokes_json(const session::SessionState& state, const session::Context& context, scene::ComposeCache& cache);
Json refused_json(const session::SessionState& state, const session::Context& context, scene::ComposeCache& cache);
// Protected zones as closed solids, posed: a point inside one has entered it.
Json zones_json(const session::SessionState& state, const session::Context& context, scene::ComposeCache& cache);

// Everything that overlays.json holds.
std::string overlays_text(const session::SessionState& state, const session::Context& context, scene::ComposeCache& cache, const scene::Frame& frame);

} // namespace dorsum::app
