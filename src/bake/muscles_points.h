// Points on the body by name: "spinous.c7", "mid(a,b,t)" and "offset(a,dx,dy,dz)" in the rows of facts/muscles*.json.
#pragma once

#include "bake/recipe.h"

namespace dorsum::bake::muscles {

// {side} stands for "left": every muscle is built on the left and mirrored. CheckFailure names an unknown anchor and
// where it stood.
glm::vec3 point_of(std::string_view expression, const Anchors& anchors);
std::vector<glm::vec3> points_of(const std::vector<std::string>& expressions, const Anchors& anchors);

// "rib.{5..12}.{side}" -> "rib.5.left" .. "rib.12.left"; "vertebra.{t11..l2}" runs along the spine. Other words stay as
// they are.
std::vector<std::string> expand_ids(const std::vector<std::string>& patterns);

// The bones that an expression's anchors are on ("mid(spinous.l1,psis.{side},0.5)": vertebra.l1, hip_bone.left).
std::vector<std::string> bones_of(std::string_view expression);
// The bone that an anchor is on; empty for points without a drawn bone.
std::string bone_of_anchor(std::string_view anchor);

} // namespace dorsum::bake::muscles
