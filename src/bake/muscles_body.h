// The flesh on the fibre lines: how thick, how much of it tendon, where the bundles lie.
#pragma once

#include "bake/muscles_grid.h"

namespace dorsum::bake::muscles {

// Bundles of fibres side by side, of unequal width; the same for the same name.
struct Bundles {
    std::vector<float> borders; // 0 .. 1, one more than there are bundles
    std::vector<float> depth;   // 0..1 per border: some furrows are shallow
    std::vector<float> phase;   // per border, for a slight meander
};
Bundles make_bundles(int count, std::string_view name);

class Body {
public:
    Body(const Row& row, const Grid& grid, float scale) : row_(row), grid_(grid), scale_(scale) {}

    float tendon(float u, float v) const;       // 0 belly .. 1 tendon
    float thickness_mm(float u, float v) const; // without furrows
    glm::vec2 ends(float u) const; // share of the course that this line covers: slips leave notches between them

private:
    float edge(float u, float v) const;
    float belly_mm(float u, float v) const;

    const Row& row_;
    const Grid& grid_;
    float scale_;
};

// Unit normals of the fibre sheet on the grid: the side that looks out of the body. The sign is one for the whole
// sheet, so that a sheet may twist (latissimus at the axilla).
std::vector<glm::vec3> sheet_normals(const Grid& grid, const Shell& shell);

std::vector<float> thickness_on(const Grid& grid, const Body& body);

// The closed mesh: rings round the muscle from origin to insertion, capped at both ends. Fibres and course included.
geometry::Mesh loft(const Row& row, const Grid& grid, const Body& body, const Shell& shell, int bundles,
                    float row_step_mm);

float volume_cm3(const geometry::Mesh& mesh);

} // namespace dorsum::bake::muscles
