// What the facts say about one vertebra, read once, in its local frame: origin at the centre of the body, x left, y superior
// (normal of the mean endplate), z anterior; mm. Paired things are given for the left side; the right one mirrors it.
#pragma once

#include "anatomy/spine.h"
#include "bake/facts.h"

#include <glm/glm.hpp>
#include <string>
#include <vector>

namespace dorsum::bake {

struct FacetFacts {
    glm::vec3 centre{0}, normal{0, 0, -1};
    glm::vec2 size{12}; // width, height of the joint face
};

// Outline of a body seen from above.
struct OutlineFacts {
    float widest = 0.25f;          // depth fraction of the widest place (0 centre, 1 back)
    float front = 2.3f, back = 3;  // exponents: 2 ellipse, larger: boxier
    float flat = 0.85f;            // how much of the back curve is used: < 1 leaves a flat posterior wall
};

struct BodyFacts {
    float height_ant = 0, height_post = 0;
    float depth_sup = 0, depth_inf = 0, width_sup = 0, width_inf = 0;
    float shear = 0; // upper endplate this far ahead of the lower one
    float concavity_sup = 0, concavity_inf = 0;
    float waist_side = 0, waist_front = 0; // hollow of the sides and of the front between the rims
    float notch = 0;                       // how far the posterolateral corners reach behind the middle of the posterior wall
    OutlineFacts outline;

    glm::vec3 upper_centre() const { return {0, 0.25f * (height_ant + height_post), 0.5f * shear}; }
    glm::vec3 lower_centre() const { return -upper_centre(); }
    float back() const { return -0.25f * (depth_sup + depth_inf); } // z of the posterior wall
};

// Sizes that a region of the spine has in common.
struct RegionFacts {
    float lamina_thickness = 5, lamina_up = 5, lamina_down = 8; // extent from the spinolaminar point
    float lamina_dip = 0;                                       // how much lower the upper edge is in the middle
    float lamina_lean_deg = 15;                                 // top edge ahead of the bottom edge
    float process_depth_sup = 4, process_depth_inf = 4;         // thickness of the articular processes
    float process_rim_sup = 1, process_rim_inf = 1;             // process against the measured contact of the joint
    float process_tall = 1;                                     // the same for its height alone
    float facet_hollow = 0;                                     // superior facets concave, inferior ones convex
    float pars_width = 8;
    std::vector<float> transverse_heights, transverse_depths;   // root, middle, end
    float tip_radius = 3;                                       // spinous process
    float root_up = 0.45f;                                      // its root: dorsal half, share of the measured height
    float blend = 2, step = 1.1f;                               // radius where parts join, grid of the surface
};

struct VertebraFacts {
    anatomy::Level level;
    char region = 'c'; // c, t, l
    int number = 1;    // 1 = C1, T1, L1
    BodyFacts body;    // C1: none; C2: only the lower endplate
    float canal_depth = 0, canal_width = 0, spinolaminar_up = 0;
    float pedicle_width = 0, pedicle_height = 0, pedicle_medial_rad = 0;
    glm::vec3 pedicle{0};
    glm::vec3 spinous_tip{0};
    std::vector<float> spinous_heights, spinous_thicknesses; // at 35, 50, 70, 90 % of the length
    glm::vec3 transverse_tip{0};
    glm::vec3 transverse_root_off{0}; // thoracic: from where its region has it
    float transverse_scale = 1;       // against the region's heights and depths
    FacetFacts facet_sup, facet_inf;
    RegionFacts shape;

    glm::vec3 spinolaminar() const { return {0, spinolaminar_up, body.back() - canal_depth}; }
};

VertebraFacts read_vertebra(const Facts& facts, anatomy::Level level);

// Drawn parts of bones ("vertebra_parts/<part>/<name>"): places in the bone's frame, sizes, shares.
class PartFacts {
public:
    PartFacts(const Facts& facts, const std::string& part) : facts_(facts), base_("vertebra_parts/" + part + "/") {}
    bool has(const std::string& name) const { return facts_.has(base_ + name); }
    float number(const std::string& name) const { return static_cast<float>(facts_.number(base_ + name)); }
    glm::vec3 point(const std::string& name) const { return facts_.vec3(base_ + name); }
    std::vector<float> row(const std::string& name) const {
        const auto& list = facts_.list(base_ + name);
        return {list.begin(), list.end()};
    }

private:
    const Facts& facts_;
    std::string base_;
};

// The zygapophysial joint of one side below `upper` (C1..L5), in world coordinates: half way between what the facts of both
// neighbours say, so that the joint closes whatever the rest pose. The normal points from the lower bone to the upper one.
struct FacetJoint {
    glm::vec3 centre, normal;
    glm::vec2 size;
};
float facet_gap_mm(const Facts& facts); // bone to bone: two layers of cartilage
FacetJoint facet_joint(const Facts& facts, const anatomy::SpineRest& spine, anatomy::Level upper);

// The vertebra with its facets moved to where the joints are.
VertebraFacts read_posed_vertebra(const Facts& facts, const anatomy::SpineRest& spine, anatomy::Level level);

glm::vec3 to_world(const anatomy::VertebraFrame& frame, glm::vec3 local);
glm::vec3 to_local(const anatomy::VertebraFrame& frame, glm::vec3 world);
glm::vec3 mirrored(glm::vec3 p); // to the other side

// Piecewise linear through (x[i], y[i]), x ascending or descending; ends extended flat.
float interpolate_table(const std::vector<double>& x, const std::vector<double>& y, float at);

} // namespace dorsum::bake
