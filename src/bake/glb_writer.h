// Structures to one binary glTF file: one node per structure, named by its id; metres, as glTF wants them.
#pragma once

#include "anatomy/spine.h"
#include "core/result.h"
#include "geometry/mesh.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dorsum::bake {

struct GlbPart {
    std::string id;
    const geometry::Mesh* mesh = nullptr;
};

// Attributes: POSITION, NORMAL, TANGENT (fibre direction, only where there are fibres), TEXCOORD_0 (course), COLOR_0 (occlusion),
// JOINTS_0 and WEIGHTS_0 against one skin of anatomy::k_joint_count joints. A part's attribute is written when the mesh has it.
// joint_positions: rest positions of the joints, mm; empty: no skin is written.
core::Status write_glb(const std::filesystem::path& path, const std::vector<GlbPart>& parts,
                       const std::vector<glm::vec3>& joint_positions);

} // namespace dorsum::bake
