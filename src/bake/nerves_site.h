// One side of the body as the nerves see it: facts and anchors of the left side, and what stands in their way on their own side,
// reflected to the left where it is the right one. Paths are worked out on the left and mirrored at the very end.
#pragma once

#include "bake/nerves_tube.h"
#include "bake/recipe.h"

namespace dorsum::bake {

// What nerves keep clear of: the meshes that their recipe depends on.
class Obstacles {
public:
    Obstacles() = default;
    Obstacles(const std::map<std::string, const geometry::Mesh*>& built, bool right);

    // Triangles of the obstacles whose id begins with one of the prefixes (none given: all bones) within these bounds.
    geometry::Mesh near(const geometry::Bounds& bounds, const std::vector<std::string>& prefixes) const;

private:
    std::map<std::string, const geometry::Mesh*> built_;
    bool right_ = false;
};

struct NerveSite {
    const Facts& facts;
    const anatomy::SpineRest& spine;
    const Anchors& anchors;
    Obstacles obstacles;

    NerveSite(const BuildContext& context, bool right)
        : facts(context.facts), spine(context.spine), anchors(context.anchors), obstacles(context.built, right) {}

    float number(const std::string& key) const { return static_cast<float>(facts.number("nerves/" + key)); }
};

struct ClearRule {
    float gap_mm = 0.7f;               // from the nerve's surface to the obstacle
    std::vector<std::string> prefixes; // of what it keeps clear; empty: bones
    float from = 0, to = 1;            // the stretch that may move, as a share of its length
    bool onto = false;                 // what floats above is let down onto the obstacle, too
};

// The tube moved out of what stands in its way, without kinks; its ends may move too.
void keep_clear(Tube& tube, const NerveSite& site, const ClearRule& rule);

} // namespace dorsum::bake
