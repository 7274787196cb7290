// Hands laid on the posed body: the meshes that are drawn, and the dents that they press.
#pragma once

#include "scene/frame.h"
#include "scene/hand_motion.h"
#include "scene/strip.h"

#include <array>

namespace dorsum::scene {

// The ground of a stroke after skinning.
class PosedGround {
public:
    PosedGround(std::span<const GroundPoint> rest, std::span<const glm::mat4> palette);

    // The surface near a point as z = a + bx + cy + dxx + exy + fyy in the frame (columns: x, y, outward) about it.
    struct Form {
        glm::vec3 origin_mm{0};
        glm::mat3 axes{1};
        float k[6] = {};
        // What stands out above that, in cells round the origin: a hand bridges hollows and rises over a ridge.
        static constexpr int k_cells = 17;
        static constexpr float k_cell_mm = 12;
        std::array<float, k_cells * k_cells> relief_mm{};
        float height(glm::vec2 at) const; // goes on straight beyond a hand's reach
        float relief(glm::vec2 at) const; // 0 or above
        glm::vec3 slope(glm::vec2 at) const; // unit normal, in the frame
    };
    Form form_at(glm::vec3 origin_mm, const glm::mat3& axes) const;
    const std::vector<glm::vec3>& points_mm() const { return points_; }

private:
    void raise_over_ridges(Form& form, const glm::mat3& to_local) const;
    std::vector<glm::vec3> points_;
};

struct PlacedHand {
    OverlayMesh mesh;
    std::optional<Dent> dent;
    glm::vec3 contact_mm{0}; // on the surface
};

// Where its fingers point, across them (towards the thumb of a right hand), and out of the body: unit.
glm::mat3 hand_axes(const HandPose& pose, const PosedStrip& strip);

// `full`: how a full press is drawn; `tone` colours what touches.
PlacedHand place_hand(const HandPose& pose, const PosedStrip& strip, const PosedGround& ground, const content::PressureDent& full, glm::vec4 tone, std::string id);

} // namespace dorsum::scene
