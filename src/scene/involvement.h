// What the open condition says about structures, resolved against an atlas: which take part, which are lit, which paint lies on them.
#pragma once

#include "scene/compose_cache.h"

#include <map>
#include <set>

namespace dorsum::scene {

struct Involvement {
    std::set<anatomy::StructureIndex> involved, nerves;
    std::set<anatomy::StructureIndex> glass; // what would hide it
    std::set<anatomy::StructureIndex> shown; // whatever layer they are in: they carry what the switch for spreading pain shows, or hands work on them
    std::set<anatomy::StructureIndex> carriers; // signs of strokes lie on them
    std::map<anatomy::StructureIndex, std::uint32_t> zones;
};

// The paint of the condition's zones goes into the frame; `zones` says by bits which of it lies on what.
Involvement involve(Frame& frame, const content::Condition& condition, const session::SessionState& state, const session::Context& context,
                    ComposeCache& cache);

} // namespace dorsum::scene
