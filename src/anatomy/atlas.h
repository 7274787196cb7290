// An atlas, as imported: immutable after it is built, shared by everything that reads it.
#pragma once

#include "anatomy/facet_glide.h"
#include "anatomy/spine.h"
#include "core/diagnostics.h"
#include "geometry/curve.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace dorsum::anatomy {

// A named point on the body, measured on the atlas's own meshes ("acromion.left", "spinous.c7"), and what moves it.
struct Landmark {
    std::string id;
    std::string name_en;
    std::string ta2;
    glm::vec3 position_mm{0}; // rest
    geometry::SkinWeights skin;
};

// The centre line of a nerve or cord from its root outwards, for the flowing light and for export.
struct CentreLine {
    std::string structure_id;                // "nerve.sciatic.left"
    geometry::Polyline points_mm;            // rest
    std::vector<geometry::SkinWeights> skin; // one per point
};

// Whose body an atlas shows.
struct BodyInfo {
    std::string id;  // "woman"
    std::string sex; // "male", "female" or "any"
    int age_years = 0;
    float stature_mm = 0;     // as shown
    float own_stature_mm = 0; // as baked
};

inline constexpr const char* k_default_body = "man";

struct Atlas {
    std::string name;
    std::optional<BodyInfo> body; // of the project's own atlas only
    bool foreign = false; // imported from somebody else's meshes
    std::vector<Structure> structures;
    std::unordered_map<std::string, StructureIndex> by_id;
    SpineRest spine;
    std::shared_ptr<const FacetGlide> facet_glide; // found when it was baked; nullptr: not known
    std::vector<Landmark> landmarks;
    std::vector<CentreLine> centre_lines;
    std::vector<std::string> missing; // ids that assets/anatomy/structures knows and this atlas lacks
    geometry::Bounds bounds;          // of everything but the skin

    StructureIndex find(std::string_view id) const; // invalid() where absent
    const Structure& at(StructureIndex index) const { return structures[index.value]; }
    const Landmark* find_landmark(std::string_view id) const; // nullptr where absent
    const CentreLine* find_centre_line(std::string_view structure_id) const;
};

// Scales the whole atlas about the floor until its body is that tall; nothing happens where it has no body.
void set_stature(Atlas& atlas, float stature_mm);

// A set of structures and, where given, the vertebral levels it is cut to.
struct Selection {
    std::vector<StructureIndex> structures;
    std::optional<std::pair<Level, Level>> levels; // upper, lower, inclusive
};

// Selectors, as written in content files and actions:
//   muscle.piriformis.left        one structure
//   muscle.piriformis             both sides of it
//   group:erector_spinae[.left]   every structure of a group, one or both sides
//   any of these @L1-L5           cut to levels
// Error invalid names the nearest known ids. A selector that is known in `all_ids` but absent from this atlas gives an empty set.
core::Result<Selection> resolve(const Atlas& atlas, std::string_view selector);

// The nearest ids by spelling, for "did you mean".
std::vector<std::string> nearest_ids(const Atlas& atlas, std::string_view id, std::size_t count = 3);

// Fills every lod's skin weights from tissue, id and position: the one rule for the default atlas (at bake) and foreign ones.
void assign_skin_weights(Structure& structure, const SpineRest& spine);
geometry::SkinWeights skin_weights_at(const Terms& terms, const SpineRest& spine, glm::vec3 rest_mm);

// Measures the landmarks on the atlas's meshes; those whose bones are absent are left out. Also C1..S1 "spinous.<level>" and
// "para.<level>.<side>" (3 cm lateral of the spinous tip).
std::vector<Landmark> measure_landmarks(const Atlas& atlas);

// Search with plain words, Latin, synonyms, FMA or TA2 numbers; best first.
std::vector<StructureIndex> search(const Atlas& atlas, std::string_view words, std::size_t count = 20);

} // namespace dorsum::anatomy
