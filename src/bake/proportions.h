// From the body that the facts build to one of another stature, breadth and length of trunk: one smooth map of space. Along the
// spine every vertebra is scaled in its own frame, so that no angle changes; what lies beside it is carried along.
#pragma once

#include "anatomy/spine.h"
#include "bake/body.h"
#include "bake/recipe.h"

namespace dorsum::bake {

class Proportions {
public:
    Proportions() = default; // as the facts build it
    // The legs' length is what is missing to the body's stature.
    Proportions(const Body& body, const anatomy::SpineRest& spine, const Anchors& anchors);

    bool none() const { return stations_.empty(); }
    glm::dvec3 at(glm::dvec3 p) const;
    glm::dmat3 jacobian(glm::dvec3 p) const;

private:
    // A place along the body, from the floor up, and how the space round it is scaled in its own axes.
    struct Station {
        glm::dvec3 from, to;
        glm::dmat3 axes; // left, superior, anterior
        glm::dvec3 up;   // normal of the plane that parts it from its neighbours
        double height, spine_width, spine_depth, trunk_width, trunk_depth;
    };
    void add_stations(const Body& body, const anatomy::SpineRest& spine, const Anchors& anchors);
    void scale_stations(const Body& body, const Anchors& anchors);
    void stack(double legs); // `to` from the floor up
    double place(glm::dvec3 p) const;
    glm::dvec3 carried(const Station& station, glm::dvec3 p) const;

    std::vector<Station> stations_;
    double seat_y_ = 0, spine_half_ = 0, trunk_from_ = 1;
};

} // namespace dorsum::bake
