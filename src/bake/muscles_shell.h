// What a muscle lies on: the outermost surface of everything beneath it, as a height map seen from inside the body. It
// keeps the layers in order: a muscle's inner face is lifted above this map before it becomes a layer of the next one.
#pragma once

#include "geometry/mesh.h"

#include <glm/glm.hpp>
#include <vector>

namespace dorsum::bake::muscles {

class Shell {
public:
    // Heights are distances from an upright axis (points sorted by y, straight between them): trunk, buttock, shoulder
    // cap.
    static Shell around(std::vector<glm::vec3> axis);
    // Heights are measured along one direction: shoulder blade, nape, thigh.
    static Shell facing(glm::vec3 direction);

    void cover(const geometry::Mesh& mesh); // adds what lies beneath
    void finish();                          // after the last cover()

    glm::vec3 outward(glm::vec3 p) const; // unit
    float height_mm(glm::vec3 p) const;   // of the point itself
    float support_mm(glm::vec3 p) const;  // of the surface beneath or above it; k_nothing where there is none
    bool radial() const { return !axis_.empty(); }

    static constexpr float k_nothing = -1e9f;

private:
    struct Seen {
        glm::vec2 at; // place on the map, mm
        float height;
    };
    Seen seen(glm::vec3 p) const;
    glm::vec3 axis_at(float y) const;
    void add_triangle(glm::vec3 a, glm::vec3 b, glm::vec3 c);
    float cell(int column, int row) const;

    std::vector<glm::vec3> axis_;
    glm::vec3 direction_{0, 0, -1}, u_{1, 0, 0}, v_{0, 1, 0};
    std::vector<Seen> samples_;
    std::vector<float> cells_;
    glm::vec2 low_{0};
    int columns_ = 0, rows_ = 0;
};

} // namespace dorsum::bake::muscles
