#include "bake/warp.h"

namespace dorsum::bake {

namespace {

glm::vec3 unit(glm::dvec3 v, glm::vec3 otherwise) {
    const double length = glm::length(v);
    return length > 1e-9 ? glm::vec3(v / length) : otherwise;
}

} // namespace

glm::vec3 Warp::at(glm::vec3 p) const {
    glm::dmat3 turned;
    return glm::vec3(asymmetry_.at(proportions_.at(glm::dvec3(p)), turned));
}

void Warp::apply(geometry::Mesh& mesh) const {
    for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
        const glm::dvec3 p(mesh.positions[v]);
        glm::dmat3 turned;
        mesh.positions[v] = glm::vec3(asymmetry_.at(proportions_.at(p), turned));
        const glm::dmat3 both = turned * proportions_.jacobian(p);
        mesh.normals[v] = unit(glm::transpose(glm::inverse(both)) * glm::dvec3(mesh.normals[v]), mesh.normals[v]);
        if (!mesh.fibres.empty()) mesh.fibres[v] = unit(both * glm::dvec3(mesh.fibres[v]), mesh.fibres[v]);
    }
}

void Warp::apply(std::vector<glm::vec3>& line) const {
    for (glm::vec3& p : line) p = at(p);
}

void Warp::apply(anatomy::SpineRest& spine) const {
    for (auto& frame : spine.frames) frame.centre_mm = glm::vec3(proportions_.at(glm::dvec3(frame.centre_mm)));
}

} // namespace dorsum::bake
