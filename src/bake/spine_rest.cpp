// The standing rest pose: from the sacral endplate upwards, body by body and disc by disc, each tilted as the facts say.
#include "bake/recipe.h"
#include "bake/spine_data.h"

#include <cmath>

namespace dorsum::bake {

namespace {

// tilt: + = posterior edge higher. Columns left, superior, anterior.
glm::mat3 tilted_axes(float tilt_deg) {
    const float a = glm::radians(tilt_deg), c = std::cos(a), s = std::sin(a);
    return {glm::vec3(1, 0, 0), glm::vec3(0, c, s), glm::vec3(0, -s, c)};
}

float wedge_deg(const BodyFacts& b) {
    return glm::degrees(std::atan2(b.height_ant - b.height_post, 0.5f * (b.depth_sup + b.depth_inf)));
}

float tilt_of(const Facts& facts, anatomy::Level level) {
    return static_cast<float>(facts.number("alignment/tilt/" + anatomy::level_name(level)));
}

std::string disc_key(anatomy::Level upper) {
    return "discs/" + anatomy::level_name(upper) + "_" + anatomy::level_name(anatomy::Level(upper.value + std::size_t{1}));
}

} // namespace

anatomy::SpineRest make_spine_rest(const Facts& facts) {
    anatomy::SpineRest rest;
    rest.known.fill(true);
    const anatomy::Level s1 = anatomy::level_s1(), axis = anatomy::level_c(2), atlas = anatomy::level_c(1);
    float tilt_below = static_cast<float>(facts.number("alignment/sacral_slope")); // of the endplate that the disc lies on
    glm::vec3 endplate = facts.vec3("alignment/s1_centre");
    rest.frames[s1.value] = {endplate, tilted_axes(tilt_below)};
    for (std::size_t i = s1.value; i-- > axis.value;) {
        const anatomy::Level level(i);
        const VertebraFacts v = read_vertebra(facts, level);
        const float tilt = tilt_of(facts, level), half_wedge = 0.5f * wedge_deg(v.body);
        const glm::mat3 axes = tilted_axes(tilt);
        const float disc_mm = static_cast<float>(facts.number(disc_key(level) + "/height"));
        // The disc's own direction is the mean of the two endplates that it joins.
        const glm::vec3 lower_centre = endplate + tilted_axes(0.5f * (tilt_below + tilt + half_wedge))[1] * disc_mm;
        const glm::vec3 below_body =
            level == axis ? glm::vec3(0, -facts.number("vertebrae/c2/body/endplate_below"), 0) : v.body.lower_centre();
        rest.frames[i] = {lower_centre - axes * below_body, axes};
        endplate = to_world(rest.frames[i], v.body.upper_centre());
        tilt_below = tilt - half_wedge;
    }
    rest.frames[atlas.value] = {to_world(rest.frames[axis.value], facts.vec3("alignment/atlas/offset")),
                                tilted_axes(tilt_of(facts, atlas))};
    return rest;
}

} // namespace dorsum::bake
