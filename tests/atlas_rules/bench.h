// The baked atlas as solids that can be asked how deep a point lies inside them, and a note of the worst case of each rule.
#pragma once

#include "anatomy/atlas.h"
#include "geometry/ray.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace dorsum::rules {

struct Solid {
    const anatomy::Terms* terms = nullptr;
    const geometry::Mesh* mesh = nullptr; // level 0
    geometry::Bvh bvh;
    geometry::Bounds bounds;

    const std::string& id() const { return terms->id; }
    // Inside a closed surface the first face met is seen from behind; two of three rays decide.
    bool contains(glm::vec3 p) const;
    // mm below the surface; 0 outside.
    float depth(glm::vec3 p) const;
};

const anatomy::Atlas& atlas();
const std::vector<Solid>& solids(); // every structure
const Solid* find(const std::string& id); // nullptr where absent
// Structures whose tissue is one of these, of the left side and the middle only where `left_only`.
std::vector<const Solid*> of_tissue(std::initializer_list<anatomy::Tissue> tissues, bool left_only = false);

struct Depth {
    float mm = 0;
    glm::vec3 at{0};
};
// The deepest vertex of a inside b.
Depth deepest(const Solid& a, const Solid& b);

// A pair of structures and a figure; the largest ones are printed, so that a failure says where to look.
struct Case {
    float figure = 0;
    std::string what;
    glm::vec3 at{0};
};
// Sorts, prints the worst (most first) under the rule's name and returns it; figure 0 where there is none.
Case print_worst(const std::string& rule, const std::string& unit, std::vector<Case> cases, std::size_t most = 12);

// Calls `measure` for every pair (a of as, b of bs, a != b) whose boxes meet within `margin_mm`, on all cores; gathers what it returns
// with a positive figure.
std::vector<Case> over_pairs(const std::vector<const Solid*>& as, const std::vector<const Solid*>& bs, float margin_mm,
                             const std::function<Case(const Solid&, const Solid&)>& measure);

} // namespace dorsum::rules
