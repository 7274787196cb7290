// What compose computes once per atlas (or once per stroke) and keeps: ray trees, stroke strips in the rest pose, bulged discs.
#pragma once

#include "scene/compose.h"
#include "scene/disc_bulge.h"
#include "scene/outward.h"
#include "scene/strip.h"

#include <functional>
#include <map>
#include <mutex>

namespace dorsum::scene {

inline constexpr int k_tree_lod = 1; // strokes lie on the middle level: near enough (well under a millimetre) and three times smaller than the finest

// Trees are made when they are first asked for, by one thread at a time; what else is kept here is for one thread alone, but for the nerves'
// lines, which are read and written holding `making`.
class ComposeCache {
public:
    explicit ComposeCache(const anatomy::Atlas& atlas) : atlas_(atlas) {}

    const anatomy::Atlas& atlas() const { return atlas_; }
    // The tree and the mesh (a middle level of detail) of one structure, and of all muscles, fasciae and bones together that lie in
    // this layer or deeper.
    using Surface = scene::Surface;
    const Surface& surface(anatomy::StructureIndex structure);
    const Surface& body(anatomy::Layer outermost = anatomy::Layer::superficial);
    // Which part of such a body a triangle belongs to.
    anatomy::StructureIndex part_of_body(anatomy::Layer outermost, std::uint32_t triangle);
    const Surface& skin(); // empty where the atlas has none
    const Outward& outward(); // of the whole body

    std::map<std::string, std::optional<SurfaceStrip>> safety_strips; // by zone and the nerve's way; nothing where it cannot be laid
    std::map<std::string, LaidPaths> laid; // by step, side, levels and what they are laid on
    struct OnBodyIn { // all of a state that may change whether a step can be drawn
        std::string mode, condition;
        anatomy::Side symptomatic = anatomy::Side::none;
        std::string sciatic_variant;
        float forward_bend = 0;
        bool on_skin = false;
        anatomy::SpineCurve curve;
        bool operator==(const OnBodyIn&) const = default;
    };
    OnBodyIn on_body_in; // the answers below hold in it
    std::map<std::string, session::OnBody> on_body; // by step
    std::map<std::string, std::shared_ptr<const DiscParts>> discs;         // by disc state
    std::map<std::string, std::shared_ptr<const geometry::Mesh>> variants; // by structure id
    std::mutex making;
    std::map<std::string, std::vector<anatomy::CentreLine>> nerve_lines; // of its tubes, by structure id
    std::map<std::string, std::vector<glm::vec3>> zone_points;           // by selector, side and places: on the surface, rest pose

    struct Caps { // of the last plane, pose and level of detail
        std::uint64_t key = 0;
        std::map<anatomy::StructureIndex, Cap> caps; // no shape: the plane does not meet it
    };
    Caps caps;
    std::optional<Cap> clefts; // of the last caps; its version is theirs

    // Reads a mesh of the finest level that the atlas no longer holds; from several threads. Empty, or without an answer: the finest
    // mesh of the atlas serves.
    std::function<std::optional<geometry::Mesh>(anatomy::StructureIndex)> finest;

private:
    const anatomy::Atlas& atlas_;
    std::map<anatomy::StructureIndex, Surface> surfaces_;
    struct Body {
        geometry::Mesh mesh;
        Surface surface;
        std::map<std::uint32_t, anatomy::StructureIndex> parts; // by their first triangle
    };
    const Body& whole(anatomy::Layer outermost); // does not change once it is made

    std::map<anatomy::Layer, Body> bodies_;
    std::optional<Body> skin_;
    std::optional<Outward> outward_;
};

} // namespace dorsum::scene
