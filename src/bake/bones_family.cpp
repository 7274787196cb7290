#include "bake/bones_anchors.h"
#include "bake/bones_hip.h"
#include "bake/bones_limbs.h"
#include "bake/bones_ribs.h"
#include "bake/bones_scapula.h"
#include "bake/bones_skull.h"

namespace dorsum::bake {

namespace {

void add_recipes(const Facts&, const anatomy::SpineRest&, const Anchors&, std::vector<Recipe>& recipes) {
    add_rib_recipes(recipes);
    add_hip_recipes(recipes);
    add_scapula_recipes(recipes);
    add_limb_recipes(recipes);
    add_leg_recipes(recipes);
    add_skull_recipes(recipes);
}

} // namespace

Family bones_family() { return {"bones", add_bone_anchors, add_recipes}; }

} // namespace dorsum::bake
