// Hashes of our own sources, made at build time: a changed shape is baked again without anybody raising a number.
#pragma once

#include <string_view>

namespace dorsum::bake {

// family name ("spine", ...), "shapes" (what every shape is meshed with), "room" (how muscles make room for one another), "light", "glide" (of vertebrae) or "pipeline" (what everything is finished with).
std::string_view source_hash(std::string_view part);

} // namespace dorsum::bake
