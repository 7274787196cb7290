// How a structure gets baked: families of shapes hand out recipes and anchors; the pipeline (bake.cpp) runs them in parallel,
// caches them, simplifies, shades and writes.
#pragma once

#include "anatomy/spine.h"
#include "bake/facts.h"
#include "bake/reads.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dorsum::bake {

// Named points in the world rest pose, mm, that other families attach to. Known before anything is meshed, because they follow
// from facts alone. Names, each with ".left"/".right" where paired:
//   spinous.<c2..l5,s1..s4> (tip)  spinous_root.<lv>  body.<lv> (centre)  tp.<c1..l5>.<side> (transverse process tip)
//   lamina.<lv>.<side>  mammillary.<l1..l5>.<side>  accessory.<l1..l5>.<side>  articular.<c3..c7>.<side>  foramen.<c1..s4>.<side>
//     (foramen.<lv>: where the nerve called <lv> leaves: c1..c8, t1..t12, l1..l5, s1..s4)
//   rib_head.<n>, rib_tubercle.<n>, rib_angle.<n>, rib_lateral.<n>, rib_front.<n> .<side>
//   rib_line.<n>.<0..10>.<side> (outer surface at the tenths of the length, from the head)
//   crest_top, asis, psis, crest.<0..8> (asis -> psis along the iliac crest), pii (post. inf. spine), ischial_spine,
//   ischial_tuberosity, notch (deepest of the greater sciatic notch), acetabulum, gluteal.<post|ant|inf>_line.<0..3>
//   sacral_edge.<1..5>.<side> (lateral border), sacral_front.<s1..s4>.<side>, coccyx_tip, sacral_hiatus
//   femoral_head, greater_trochanter, trochanter_lateral, trochanteric_fossa, lesser_trochanter, gluteal_tuberosity, linea.<0..4>,
//   condyle_medial, condyle_lateral, knee (a point only, between the condyles)   patella (front), patella_base, patella_apex
//   tibia_medial, tibia_groove (of semimembranosus), tibial_tuberosity, gerdy, pes_anserinus.<0..2> (down), fibular_head, fibular_neck
//   scap_sup (superior angle), scap_inf, scap_root (root of the spine), scap_border.<0..6> (superior -> inferior angle, medial),
//   scap_lateral.<0..4>, scap_spine.<0..4> (root -> acromion), acromion, acromial_angle, coracoid, glenoid, infra_fossa, supra_fossa
//   clavicle.<0..4> (sternal -> acromial)   humeral_head, greater_tubercle, lesser_tubercle, bicipital_groove, deltoid_tuberosity
//   eop (ext. occipital protuberance), nuchal_sup.<0..4>.<side> (eop -> mastoid), nuchal_inf.<0..3>.<side>, mastoid, manubrium, xiphoid
class Anchors {
public:
    using Points = std::map<std::string, glm::vec3, std::less<>>;
    Anchors() = default;
    Anchors(std::initializer_list<Points::value_type> points) : points_(points) {}

    glm::vec3& operator[](const std::string& name) { return points_[name]; }
    const glm::vec3& at(const std::string& name) const { return note_read(Read::anchor, name), points_.at(name); }
    Points::const_iterator find(std::string_view name) const { return note_read(Read::anchor, name), points_.find(name); }
    bool contains(std::string_view name) const { return find(name) != end(); }
    std::size_t count(std::string_view name) const { return contains(name) ? 1 : 0; }
    std::size_t size() const { return note_read(Read::all_anchors, ""), points_.size(); }
    Points::const_iterator begin() const { return note_read(Read::all_anchors, ""), points_.begin(); } // who goes through them reads all
    Points::const_iterator end() const { return points_.end(); }

private:
    Points points_;
};

struct BuildContext {
    const Facts& facts;
    const anatomy::SpineRest& spine;
    const Anchors& anchors;
    // Finished meshes of the ids in Recipe::depends, and no others.
    const std::map<std::string, const geometry::Mesh*>& built;
};

struct Recipe {
    std::string id;
    std::vector<std::string> depends;   // ids that must be built before (kept few: they cost parallelism)
    std::vector<std::string> fact_keys; // prefixes of the fact keys it may read ("vertebrae/l3", "muscles/trapezius")
    // It reads facts and anchors only as it builds, through its context: the cache key is what it has then read (reads.h), and these that
    // the recipe holds copies of. Otherwise all facts of fact_keys and every anchor are its key.
    std::optional<std::vector<std::string>> held_keys = {};
    int version = 1;                    // raise it when the code of the shape changes: part of the cache key
    // Returns positions, normals, indices; fibres and course where there are any. LODs, occlusion and weights are the pipeline's.
    std::function<geometry::Mesh(const BuildContext&)> build;
    float level_weight = 1; // its claim to the triangles of the coarser levels; above 1: thin things that would vanish
    std::vector<glm::vec3> (*centre_line)(const BuildContext&, const std::string& id) = nullptr; // nerves, cord
};

// A family: anchors first (in the order below, each sees those before it), then recipes (each sees those before it).
struct Family {
    const char* name;
    void (*add_anchors)(const Facts&, const anatomy::SpineRest&, Anchors&); // may be null
    void (*add_recipes)(const Facts&, const anatomy::SpineRest&, const Anchors&, std::vector<Recipe>&);
};

// One file (or a few) each: bake/spine_*.cpp, bones_*.cpp, muscles_*.cpp, nerves_*.cpp, soft_*.cpp.
Family spine_family();    // C1..L5, sacrum, coccyx, discs, spinal ligaments
Family bones_family();    // ribs, cartilages, sternum, hip bones, scapulae, clavicles, humeri, femurs, kneecaps, tibiae, fibulae, occiput
Family muscles_family();  // muscles, thoracolumbar fascia
Family nerves_family();   // cord, cauda equina, roots, plexus, sciatic nerve
Family soft_family();     // pelvic ligaments, skin

// Standing rest pose from facts (heights, wedges, discs, alignment): S1 endplate centre at (0, 912, 0), feet at y = 0.
anatomy::SpineRest make_spine_rest(const Facts& facts);

} // namespace dorsum::bake
