// Where a disc's contents go: its own axes, its outline as built, and the line along which it herniates.
#pragma once

#include "content/catalog.h"
#include "geometry/mesh.h"
#include "session/state.h"

#include <array>
#include <optional>

namespace dorsum::scene {

// The outside of a disc by the direction in its plane: how far the rim is, and between which heights.
class DiscRim {
public:
    DiscRim() = default;
    DiscRim(const geometry::Mesh& ring, glm::vec3 centre, const glm::mat3& axes);
    // The heights as two planes have them (through a point, in the disc's own axes): a coarse mesh has no rows in its wall to tell them from.
    void between(glm::vec3 low_point, glm::vec3 low_normal, glm::vec3 high_point, glm::vec3 high_normal);
    float radius(float angle) const { return at(radius_, angle); }
    float low(float angle) const { return at(low_, angle); }
    float high(float angle) const { return at(high_, angle); }

private:
    static constexpr int k_bins = 48;
    using Table = std::array<float, k_bins>;
    static float at(const Table& table, float angle);
    Table radius_{}, low_{}, high_{};
};

struct DiscSite {
    glm::vec3 centre{0};
    glm::mat3 axes{1};      // left, up, front
    DiscRim rim;
    float angle = 0;        // of the herniation, from straight back, radians, + to the left
    glm::vec3 direction{0}, across{0};
    float rim_mm = 0, middle_mm = 0, half_height_mm = 0; // there

    float angle_of(glm::vec3 local) const; // of a point in the disc's own axes
    glm::vec3 local(glm::vec3 p) const { return glm::transpose(axes) * (p - centre); }
    glm::vec3 world(float out_mm, float up_mm) const { return centre + out_mm * direction + up_mm * axes[1]; }
};

DiscSite disc_site(const anatomy::Atlas& atlas, const geometry::Mesh& ring, const session::DiscState& disc, const content::DiscModel& model);

// A stage, its head or fragment in the size of this body, as far as it has not yet shrunk away: everything moves back together.
std::optional<content::DiscShape> shape_left(const anatomy::Atlas& atlas, const session::DiscState& disc, const content::DiscModel& model);

// How far a point of the ring moves out, mm.
float pushed_out(const DiscSite& site, const content::DiscShape& shape, glm::vec3 p);
// The kernel (what is `nucleus` at rest) with its way into the tear, its head or its free fragment.
geometry::Mesh herniated_nucleus(const DiscSite& site, const content::DiscShape& shape, const geometry::Mesh& nucleus);
// Head or fragment alone, where there is no kernel to grow it from; empty where the stage has none.
geometry::Mesh herniated_head(const DiscSite& site, const content::DiscShape& shape);
// The crack from the kernel outwards; empty where the ring is whole.
geometry::Mesh tear_mesh(const DiscSite& site, const content::DiscShape& shape, const geometry::Mesh* nucleus);

} // namespace dorsum::scene
