// Ribs, their cartilages and the sternum.
#pragma once

#include "anatomy/structure.h"
#include "bake/recipe.h"
#include "geometry/sdf.h"

namespace dorsum::bake {

// Centre line of a left rib from its head to its front end, about 3 mm apart, world.
geometry::Polyline rib_line(const Facts& facts, const anatomy::SpineRest& spine, int rib);
// Where the head meets its vertebrae: between the facets of both, or on its own one's; where the tubercle meets the transverse process
// (floating ribs: where it would be).
glm::vec3 rib_head_point(const Facts& facts, const anatomy::SpineRest& spine, int rib);
glm::vec3 rib_tubercle_point(const Facts& facts, const anatomy::SpineRest& spine, int rib);
// The left rib, still reaching a little into its vertebrae (the recipe clears them).
geometry::Sdf rib_shape(const Facts& facts, const anatomy::SpineRest& spine, int rib);

// Centre line of a left costal cartilage (1..10) from the rib to the sternum, or to the cartilage above.
geometry::Polyline cartilage_line(const Facts& facts, const anatomy::SpineRest& spine, int rib);
geometry::Sdf cartilage_shape(const Facts& facts, const anatomy::SpineRest& spine, int rib);

geometry::Sdf manubrium_shape(const Facts& facts, const anatomy::SpineRest& spine);
geometry::Sdf sternal_body_shape(const Facts& facts, const anatomy::SpineRest& spine);
geometry::Sdf xiphoid_shape(const Facts& facts, const anatomy::SpineRest& spine);

void add_rib_recipes(std::vector<Recipe>& recipes);

} // namespace dorsum::bake
