// Where a cutting plane lies on the body as it is bent.
#pragma once

#include "anatomy/spine_pose.h"
#include "session/state.h"

namespace dorsum::session {

inline constexpr float k_max_clip_mm = 5000;
inline constexpr float k_max_clip_deg = 90;

// A vertebra ("l4", "s1"), or the disc below one ("l4_l5").
struct ClipPlace {
    anatomy::Level upper;
    bool disc = false;
};
std::optional<ClipPlace> find_clip_place(std::string_view name);

// What stays is where dot(normal, p - point) >= 0.
struct PosedPlane {
    glm::vec3 point_mm{0}, normal{0, 1, 0};
};

// A plane turns about a point of the spine: the axial one to the sides (turn) and forwards (tilt), the sagittal one about the upright
// and about the line from back to front, the coronal one about the upright and about the line from side to side. Positive angles are
// right-handed about the axes left, superior, anterior, which are those of the vertebra where the plane stands at one.
// At a disc it lies midway between the two end plates that bound it.
PosedPlane posed_plane(const ClipPlane& clip, const anatomy::SpineBody& body, const anatomy::SpinePose& pose, const anatomy::BodyModel& model);

} // namespace dorsum::session
