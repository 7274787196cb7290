// One frame as plain values: what the renderer draws and nothing else. Built by compose(), compared with ==, testable without GL.
#pragma once

#include "anatomy/atlas.h"

#include <array>
#include <cstdint>
#include <glm/glm.hpp>
#include <memory>
#include <string>
#include <vector>

namespace dorsum::scene {

inline constexpr int k_max_zones = 16; // tension zones in one frame; one bit each in DrawItem::zones

// Look of a structure; the renderer owns what each looks like, compose only chooses.
enum class Material : std::uint8_t { bone, cartilage, disc, ligament, muscle, fascia, nerve, cord, skin };

struct DrawItem {
    anatomy::StructureIndex structure;
    Material material = Material::bone;
    float opacity = 1;            // < 1: blended, nearest surface only
    float dim = 0;                // 0 normal .. 1 greyed back (context behind the subject)
    bool selected = false, hovered = false;
    float glow = 0;               // 0..1: involved nerve lit
    std::uint32_t zones = 0;      // bit i: FrameZone i is painted on it
    bool pickable = true;
    bool operator==(const DrawItem&) const = default;
};

// A tension zone in rest coordinates: warm paint that fades with the distance from the segment a-b.
struct FrameZone {
    glm::vec3 a_mm{0}, b_mm{0};
    float radius_mm = 30;
    float grade = 1; // 1..3
    bool operator==(const FrameZone&) const = default;
};

// A mesh that replaces a structure's own for this frame (a bulging disc). Rest pose; skinned like any other.
struct MeshOverride {
    anatomy::StructureIndex structure;
    std::shared_ptr<const geometry::Mesh> mesh;
    std::uint64_t version = 0; // changes when the mesh does: the renderer uploads then, and only then
    bool operator==(const MeshOverride& o) const { return structure == o.structure && version == o.version; }
};

// Coloured triangles drawn on top of the body: stroke ribbons, arrowheads, rings, Cobb lines. Already posed (world mm).
struct OverlayMesh {
    std::string id;          // "stroke.tension.1", "cobb.upper", "flow.nerve.sciatic.left"
    std::vector<glm::vec3> positions;
    std::vector<glm::vec3> normals;
    std::vector<glm::vec4> colours; // straight alpha, sRGB
    std::vector<std::uint32_t> indices;
    bool always_visible = false; // true: drawn even behind the body (faintly)
    bool solid = false;          // a body of its own (a hand): shaded, hides what lies behind it, sees its own back only through its alpha
    bool operator==(const OverlayMesh&) const = default;
};

// The surface gives way under a hand: posed world mm. Every vertex within the radius moves along its normal, most at the centre.
struct Dent {
    glm::vec3 centre_mm{0};
    float radius_mm = 20, depth_mm = 0;
    bool operator==(const Dent&) const = default;
};
inline constexpr int k_max_dents = 4;

struct CameraPose {
    glm::vec3 eye_mm{0}, target_mm{0}, up{0, 1, 0};
    float fov_y_deg = 30;
    float near_mm = 10, far_mm = 10000;
    glm::vec2 shift{0}; // moves the picture, in normalised device units: keeps the subject clear of panels
    bool operator==(const CameraPose&) const = default;
    glm::mat4 view() const;
    glm::mat4 projection(float aspect) const;
};

struct Frame {
    CameraPose camera;
    std::vector<DrawItem> items;
    std::array<FrameZone, k_max_zones> zones{};
    int zone_count = 0;
    std::vector<glm::mat4> palette; // anatomy::k_joint_count; identity when straight
    std::vector<MeshOverride> overrides;
    std::vector<OverlayMesh> overlays;
    std::vector<Dent> dents; // at most k_max_dents
    glm::vec4 clip_plane{0}; // xyz normal, w offset: keeps dot(n, p) + w >= 0, posed world; zero normal: none
    float time_s = 0;        // drives flowing light; 0 when nothing moves
    bool high_contrast = false;
    int lod = 0;             // level of detail to draw
    bool operator==(const Frame&) const = default;
};

} // namespace dorsum::scene
