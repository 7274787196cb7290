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

inline constexpr int k_max_zones = 24; // tension zones in one frame; one bit each in DrawItem::zones

// How much longer or shorter a muscle's fibres are, from its lower end to its upper one: on a back that bends both ways one half of a muscle
// lengthens while the other shortens.
inline constexpr std::size_t k_stretch_places = 16;
struct Stretch {
    float low_mm = 0, high_mm = 0;                 // heights of both ends at rest; alike: nothing to paint
    std::array<float, k_stretch_places> shares{};  // at even steps between them: -1 shortened .. +1 lengthened
    bool painted() const { return high_mm > low_mm; }
    bool operator==(const Stretch&) const = default;
};

// Look of a structure; the renderer owns what each looks like, compose only chooses.
enum class Material : std::uint8_t { bone, cartilage, disc, ligament, muscle, fascia, nerve, cord, skin, nucleus };

struct DrawItem {
    anatomy::StructureIndex structure{};
    Material material = Material::bone;
    float opacity = 1;            // < 1: blended, nearest surface only
    float dim = 0;                // 0 normal .. 1 greyed back (context behind the subject)
    bool selected = false, hovered = false;
    float glow = 0;               // 0..1: involved nerve lit
    float shell = 0;              // 0..1: its alpha gathers at the silhouette, so that what is seen through keeps its shape
    std::uint32_t zones = 0;      // bit i: FrameZone i is painted on it
    Stretch stretch{};            // fibres shortened or lengthened: blue to orange, in place of zones
    bool pickable = true;
    bool thins_out = false;       // seen through, it fades to its free border: it goes on in what the atlas does not have
    bool operator==(const DrawItem&) const = default;
};

// What the paint of a zone says.
enum class ZonePaint : std::uint8_t { tension, band, guarding, referral, skin_l4, skin_l5, skin_s1 };

// A word beside a place on the body: a key of the text catalogue, and what fills its holes.
struct Mark {
    std::string key;   // "mark.apex"
    std::string value; // "T8", "40"
    glm::vec3 position_mm{0}; // posed
    bool left = false;        // its words stand on this side of the patient
    bool operator==(const Mark&) const = default;
};

// A tension zone in rest coordinates: paint that fades with the distance from the segment a-b.
struct FrameZone {
    glm::vec3 a_mm{0}, b_mm{0};
    float radius_mm = 30;
    float grade = 1; // 1..3
    ZonePaint paint = ZonePaint::tension;
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
    bool solid = false;          // a body of its own (a hand): closed; shaded, hides what lies behind it but where it shows less than half, sees its own back only through its alpha
    glm::vec3 fades_along{0};    // of a solid: unit, posed world; the way in which it fades out (an arm, away from its hand); 0: it does not
    bool operator==(const OverlayMesh&) const = default;
};

// What a cut face shows: chooses colours and pattern.
// A cleft between structures holds fat and loose connective tissue (scene/clefts.h). A tear lies in the ring, and what has moved into it over the tear.
enum class CapKind : std::uint8_t { cleft, skin, muscle, fascia, bone, cartilage, ligament, annulus, tear, nucleus, dura, cord, nerve };

struct CapVertex {
    glm::vec3 position_mm; // world, in the cutting plane
    glm::vec2 grain_mm{0}; // across the fibres; in the plane where there are none
    float depth = 1;       // 0 at the rim .. 1 inside
    float tendon = 0;      // 0 muscle belly .. 1 tendon
};

// The face of one structure in the cutting plane. Counter-clockwise seen from the side that is taken away.
struct CapShape {
    std::vector<CapVertex> vertices;
    std::vector<std::uint32_t> indices;
    double area_mm2 = 0;
    int loops = 0, open_loops = 0; // open: the mesh has a hole there, closed by a straight line
    geometry::Bounds bounds;
};

struct Cap {
    anatomy::StructureIndex structure;
    CapKind kind = CapKind::bone;
    std::shared_ptr<const CapShape> shape;
    std::uint64_t version = 0; // another one: another shape
    bool operator==(const Cap& o) const { return structure == o.structure && kind == o.kind && version == o.version; }
};
// The surface gives way under a hand: posed world mm. Every vertex within the radius moves along its normal, most at the centre; what is
// pressed in stands up again in a soft rim, what is lifted (depth below 0) does not.
struct Dent {
    glm::vec3 centre_mm{0};
    float radius_mm = 20, depth_mm = 0;
    float shade = 0; // how dark the bottom of the hollow is, 0..1
    bool operator==(const Dent&) const = default;
};
// The share of its depth that a dent has at a distance of its middle: 1 there, 0 at half the radius, below 0 on the rim (least -1/4), 0 from
// the radius on. Hollow and rim hold the same volume. shaders/vertex.glsl has the same.
inline float dent_share(float distance_mm, float radius_mm) {
    const float q = distance_mm * distance_mm / (radius_mm * radius_mm);
    return q < 1 ? (1 - q) * (1 - q) * (1 - 4 * q) : 0;
}
// Where a point of the surface goes; what is lifted has no rim. The same sum as there.
inline glm::vec3 given_way(glm::vec3 position_mm, glm::vec3 normal, const Dent& dent) {
    const auto to = position_mm - dent.centre_mm;
    const float r = glm::dot(to, to) / (dent.radius_mm * dent.radius_mm);
    const float share = r >= 1              ? 0
                        : dent.depth_mm > 0 ? dent_share(glm::length(to), dent.radius_mm)
                                            : (1 - r) * (1 - r);
    return position_mm - dent.depth_mm * share * normal;
}
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

inline constexpr int k_skin_tones = 5; // as the session has

// Engraver's lines: strength 0 none .. 1 black; width in screen pixels.
struct Lines {
    float strength = 0.55f, width_px = 1.0f;
    bool operator==(const Lines&) const = default;
};

struct Frame {
    CameraPose camera;
    std::vector<DrawItem> items;
    std::array<FrameZone, k_max_zones> zones{};
    int zone_count = 0;
    std::vector<glm::mat4> palette; // anatomy::k_joint_count; identity when straight
    std::vector<MeshOverride> overrides;
    std::vector<OverlayMesh> overlays;
    std::vector<Mark> marks; // words are the panels' business; the renderer draws none of them
    std::vector<Dent> dents; // at most k_max_dents
    glm::vec4 clip_plane{0}; // xyz normal, w offset: keeps dot(n, p) + w >= 0, posed world; zero normal: none
    std::optional<Cap> clefts; // lies under the caps; of no structure
    std::vector<Cap> caps;   // of all structures that the plane meets; what encloses comes before what lies within
    float time_s = 0;        // drives flowing light; 0 when nothing moves
    bool high_contrast = false;
    bool dark = false;       // dark studio
    int skin_tone = 2;       // 1 lightest .. k_skin_tones darkest
    Lines lines;             // silhouettes and furrows
    int lod = 0;             // level of detail to draw
    bool operator==(const Frame&) const = default;
};

} // namespace dorsum::scene
