// The body as it is drawn, for measuring from outside.
#pragma once

#include "stage.h"

#include "geometry/skinning.h"

namespace dorsum::app::test {

// The posed body as hands meet it from this layer inwards, fine as drawn.
class DrawnBody {
public:
    DrawnBody(anatomy::Layer outermost, bool skin, std::span<const glm::mat4> palette) {
        using anatomy::Tissue;
        geometry::Mesh mesh;
        for (const auto& structure : stage().workspace->atlas.structures) {
            const auto tissue = structure.terms.tissue;
            const bool carries = skin ? tissue == Tissue::skin : (tissue == Tissue::muscle || tissue == Tissue::fascia || tissue == Tissue::bone) && structure.terms.layer >= outermost;
            if (!carries) continue;
            auto posed = geometry::skinned(anatomy::mesh_at(structure, 1), palette);
            posed.fibres.clear(), posed.course.clear(), posed.occlusion.clear(), posed.skin.clear();
            geometry::append(mesh, posed);
        }
        tree_ = geometry::Bvh(mesh);
    }
    // How deep p lies below the surface that is met first from outside, or 0.
    float depth(glm::vec3 p, glm::vec3 out) const {
        constexpr float from_mm = 30;
        const auto hit = tree_.intersect({p + from_mm * out, -out}, from_mm);
        return hit ? from_mm - hit->distance : 0;
    }
    // Where a line that comes in from outside through p meets it; p where it does not.
    glm::vec3 met(glm::vec3 p, glm::vec3 out) const {
        constexpr float from_mm = 60;
        const auto hit = tree_.intersect({p + from_mm * out, -out}, 3 * from_mm);
        return hit ? p + (from_mm - hit->distance) * out : p;
    }
    float distance(glm::vec3 p) const {
        const auto near = tree_.nearest(p, 60);
        return near ? near->distance_mm : 60;
    }

private:
    geometry::Bvh tree_;
};

} // namespace dorsum::app::test
