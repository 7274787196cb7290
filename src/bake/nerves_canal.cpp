#include "bake/nerves_canal.h"

#include "bake/spine_data.h"
#include "core/check.h"

#include <algorithm>

namespace dorsum::bake {

namespace {

constexpr float k_step_mm = 2.0f;

glm::vec3 canal_centre(const NerveSite& site, anatomy::Level level) {
    const VertebraFacts v = read_vertebra(site.facts, level);
    return to_world(site.spine.frames[level.value], {0, 0, v.body.back() - 0.5f * v.canal_depth});
}

} // namespace

geometry::Polyline canal_line(const NerveSite& site) {
    const auto& atlas = site.spine.frames[0];
    geometry::Polyline controls{to_world(atlas, site.facts.vec3("nerves/canal/foramen_magnum")),
                                to_world(atlas, site.facts.vec3("nerves/canal/atlas"))};
    for (std::size_t i = 1; i < anatomy::k_vertebra_count; ++i) controls.push_back(canal_centre(site, anatomy::Level(i)));
    const auto& sacral = site.facts.list("nerves/canal/sacral"); // points, flattened
    for (std::size_t i = 0; i + 2 < sacral.size(); i += 3)
        controls.push_back(to_world(site.spine.frames[anatomy::level_s1().value], glm::vec3(sacral[i], sacral[i + 1], sacral[i + 2])));
    for (auto& p : controls) p.x = 0; // so that left and right are mirror images to the bit
    return geometry::smooth_through(controls, k_step_mm);
}

glm::vec3 canal_at_height(const geometry::Polyline& line, float y_mm) {
    for (std::size_t i = 1; i < line.size(); ++i) {
        if (line[i].y > y_mm) continue;
        const float drop = line[i - 1].y - line[i].y;
        const float t = drop > 1e-6f ? std::clamp((line[i - 1].y - y_mm) / drop, 0.0f, 1.0f) : 0.0f;
        return glm::mix(line[i - 1], line[i], t);
    }
    return line.back();
}

glm::vec3 canal_direction(const geometry::Polyline& line, float y_mm) {
    DORSUM_CHECK(line.size() >= 2);
    const float inside = std::clamp(y_mm, line.back().y + 3, line.front().y - 3);
    return glm::normalize(canal_at_height(line, inside - 3) - canal_at_height(line, inside + 3));
}

} // namespace dorsum::bake
