// The spine's shapes as baked, each built once per test program.
#pragma once

#include "bake/recipe.h"
#include "geometry/ray.h"

#include <string>

namespace dorsum::test {

const bake::Facts& facts();
const anatomy::SpineRest& spine();
const bake::Anchors& anchors();               // of the spine alone
const geometry::Mesh& mesh(const std::string& id);
const geometry::Bvh& tree(const std::string& id);
bool is_inside(const std::string& id, glm::vec3 point);

std::vector<anatomy::Level> vertebrae(); // C1 .. L5

} // namespace dorsum::test
