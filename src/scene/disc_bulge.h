// A disc that bulges or has herniated: its ring with the rim pushed out at one place, its kernel on the way into the tear or out of it,
// and the nerves behind, which give way to what has come out.
#pragma once

#include "content/catalog.h"
#include "geometry/mesh.h"
#include "scene/frame.h"
#include "session/state.h"

#include <map>
#include <memory>
#include <span>
#include <string>

namespace dorsum::scene {

// All that a disc's form changes in the picture, in the rest pose; skinned like any other mesh.
struct DiscParts {
    std::shared_ptr<const geometry::Mesh> ring;
    std::shared_ptr<const geometry::Mesh> nucleus; // with the head or the free fragment; nullptr where the atlas has none: then the ring has them
    std::shared_ptr<const geometry::Mesh> tear;    // the crack in the ring, closed: seen in a cut; nullptr where the ring is whole
    std::map<anatomy::StructureIndex, std::shared_ptr<const geometry::Mesh>> pushed; // nerves that give way
    geometry::Mesh matter;   // what stands out of the disc: its points and their weights
    float furthest_mm = 0;   // how far it reaches beyond the rim
    glm::vec3 centre{0};     // of the disc
    glm::mat3 axes{1};       // its own: left, up, front
    float half_width_mm = 0;
};

// Nothing where the atlas lacks the disc, or where the stage is none. The shapes follow the nomenclature: bulge broad and low; protrusion
// wider at its base than it reaches, the outer ring holding; extrusion with a neck narrower than its head; sequestration a free fragment.
std::shared_ptr<const DiscParts> disc_parts(const anatomy::Atlas& atlas, const session::DiscState& disc, const content::DiscModel& model);

// "nucleus.l5_s1": the kernel of "disc.l5_s1"; empty where there is no such disc.
std::string kernel_id(const session::DiscState& disc);

// A nerve that what stands out of the disc meets or comes near to: found on the meshes as drawn and posed, not looked up.
struct RootContact {
    std::string structure_id;
    float distance_mm = 0; // between the two surfaces
    bool in_sac = false;   // at this height the root still runs within the sac: the distance is the sac's
    bool touches = false;  // as near as the data say that it may press
};
// Nearest first. palette: as posed; empty: at rest.
std::vector<RootContact> roots_found(const anatomy::Atlas& atlas, const session::DiscState& disc, const content::DiscModel& model,
                                     const DiscParts& parts, std::span<const glm::mat4> palette = {});

} // namespace dorsum::scene
