// Inside of the spine's bending, shared by spine.cpp (curves by their given end vertebrae) and spine_pose.cpp (driven to an angle).
#pragma once

#include "anatomy/body_model.h"
#include "anatomy/facet_glide.h"

namespace dorsum::anatomy {

using LevelAngles = std::array<float, k_level_count>; // radians

// Per level: lean of the spine's up direction toward the patient's left in the coronal plane, axial rotation (about the vertebra's own
// up axis, + turns the front to the patient's left), and what is taken from or added to its forward lean.
struct SpineShape {
    LevelAngles lean{}, turn{}, pitch{};
};

SpineShape shape_of(const SpineRest& rest, const SpineCurve& curve, const BodyModel& model);

// Frames of a spine of this shape; `forward`: flexion of the trunk added up from S1.
// glide: where neighbours glide on one another as they turn; nullptr: nowhere.
std::array<VertebraFrame, k_level_count> bend_by(const SpineRest& rest, const SpineShape& shape, const LevelAngles& forward, const FacetGlide* glide = nullptr);

// Fills the palette from the vertebrae: skull, breastbone, ribs, shoulder blades, arms; the pelvis where it tilts.
void carry(std::vector<glm::mat4>& palette, const SpineRest& rest, std::span<const VertebraFrame, k_level_count> bent, const BodyModel& model);

glm::mat4 rigid(const glm::mat3& rotation, glm::vec3 from, glm::vec3 to);
glm::mat4 mean_motion(std::span<const glm::mat4> motions, glm::vec3 about);

} // namespace dorsum::anatomy
