#include "bake/spine_anchors.h"

#include "bake/spine_data.h"
#include "bake/spine_parts.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake {

namespace {

using anatomy::Level;

struct Adder {
    Anchors& anchors;
    const anatomy::VertebraFrame& frame;

    void middle(const std::string& name, glm::vec3 local) const { anchors[name] = to_world(frame, local); }
    void both(const std::string& name, glm::vec3 local) const {
        anchors[name + ".left"] = to_world(frame, local);
        anchors[name + ".right"] = to_world(frame, mirrored(local));
    }
};

glm::vec3 pedicle_world(const Facts& facts, const anatomy::SpineRest& spine, Level level) {
    if (level == anatomy::level_s1()) return to_world(spine.frames[level.value], facts.vec3("sacrum/pedicle/centre"));
    return to_world(spine.frames[level.value], read_vertebra(facts, level).pedicle);
}

// The nerve that leaves above the given vertebra (down to S1): cervical ones bear its name, the others that of the one above.
std::string nerve_above(Level level) {
    if (level <= anatomy::level_c(7)) return anatomy::level_name(level);
    if (level == anatomy::level_t(1)) return "c8";
    return anatomy::level_name(Level(level.value - std::size_t{1}));
}

// Between two pedicles, in the plane through the middle of both: where it is furthest from bone.
glm::vec3 foramen_middle(const Facts& facts, const anatomy::SpineRest& spine, Level upper, glm::vec3 between) {
    const Level lower(upper.value + std::size_t{1});
    const geometry::Sdf above = posed_bone(facts, spine, upper), below = posed_bone(facts, spine, lower);
    const auto value = [&](glm::vec3 p) {
        const float clear = std::min(above(to_local(spine.frames[upper.value], p)), below(to_local(spine.frames[lower.value], p)));
        return std::min(clear, 5.0f) - 0.1f * glm::length(p - between);
    };
    glm::vec3 best = between;
    for (int i = -6; i <= 6; ++i)
        for (int k = -8; k <= 6; ++k)
            if (const glm::vec3 p = between + glm::vec3(0, 0.6f * static_cast<float>(i), 0.6f * static_cast<float>(k)); value(p) > value(best)) best = p;
    return best;
}

void add_foramina(const Facts& facts, const anatomy::SpineRest& spine, Anchors& anchors) {
    for (std::size_t i = 1; i < anatomy::k_level_count; ++i) {
        const glm::vec3 p =
            foramen_middle(facts, spine, Level(i - 1), 0.5f * (pedicle_world(facts, spine, Level(i - 1)) + pedicle_world(facts, spine, Level(i))));
        anchors["foramen." + nerve_above(Level(i)) + ".left"] = p;
        anchors["foramen." + nerve_above(Level(i)) + ".right"] = mirrored(p);
    }
    // The first cervical nerve crosses the posterior arch of the atlas, behind the lateral mass.
    Adder{anchors, spine.frames[0]}.both("foramen.c1", facts.vec3("vertebrae/c1/pedicle/centre") + glm::vec3(-1, 4, -14));
}

void add_lumbar(const VertebraFacts& v, const std::string& name, const Adder& add) {
    const FacetFacts& f = v.facet_sup;
    const glm::vec3 along = glm::normalize(glm::vec3(-f.normal.z, 0, f.normal.x)); // across the face, backwards and out
    add.both("mammillary." + name, f.centre + along * (0.5f * f.size.x) + glm::vec3(2.0f, 0.5f, -1.0f));
    const glm::vec3 root(v.pedicle.x + 0.5f * v.pedicle_width, v.pedicle.y, v.pedicle.z);
    add.both("accessory." + name, glm::mix(root, v.transverse_tip, 0.3f) + glm::vec3(0, -4, -3));
}

void add_vertebra(const Facts& facts, const anatomy::SpineRest& spine, Level level, Anchors& anchors) {
    const VertebraFacts v = read_posed_vertebra(facts, spine, level);
    const std::string name = anatomy::level_name(level);
    const Adder add{anchors, spine.frames[level.value]};
    add.middle("body." + name, glm::vec3(0));
    add.middle("spinous." + name, v.spinous_tip);
    add.both("tp." + name, v.transverse_tip);
    if (level == anatomy::level_c(1)) { // a ring: no lamina, no spinous process but its posterior tubercle
        add.middle("spinous_root." + name, v.spinous_tip + glm::vec3(0, 0, 3));
        add.both("lamina." + name, {12, 1, -19});
        return;
    }
    const glm::vec3 root = v.spinolaminar() + glm::vec3(0, 0, v.region == 'c' ? -4 : -6);
    add.middle("spinous_root." + name, root);
    const glm::vec3 pillar = v.facet_inf.centre + glm::vec3(0, 5, v.region == 'l' ? -3 : -4); // back of the pars
    add.both("lamina." + name, glm::mix(root, pillar, 0.55f));
    if (v.region == 'l') add_lumbar(v, name, add);
    if (v.region == 'c' && v.number >= 3) {
        add.both("articular." + name, 0.5f * (v.facet_sup.centre + v.facet_inf.centre) + glm::vec3(4.5f, 0, -1));
    }
}

void add_sacrum(const Facts& facts, const anatomy::SpineRest& spine, Anchors& anchors) {
    const Adder add{anchors, spine.frames[anatomy::level_s1().value]};
    const auto list = [&](const char* key) -> const std::vector<double>& { return facts.list(std::string("sacrum/") + key); };
    add.middle("body.s1", {0, -15, 0});
    const auto& crest = list("crests/y"); // every second one is a tubercle
    for (int i = 0; i < 4; ++i) {
        const std::string name = "s" + std::to_string(i + 1);
        const float y = static_cast<float>(crest.at(static_cast<std::size_t>(2 * i + 1)));
        const glm::vec3 foramen = facts.vec3("sacrum/foramina/" + name);
        add.middle("spinous." + name, {0, y, interpolate_table(list("back/y"), list("back/z"), y)});
        const float root_y = static_cast<float>(list("crests/roots").at(static_cast<std::size_t>(i)));
        add.middle("spinous_root." + name, {0, root_y, interpolate_table(list("back/y"), list("back/z"), root_y) + 7});
        add.both("foramen." + name, foramen);
        const float front = interpolate_table(list("front/y"), list("front/z"), foramen.y);
        add.both("sacral_front." + name, {foramen.x + 8, foramen.y, front + 1});
    }
    static constexpr float k_edge_y[5] = {-10, -36, -60, -78, -92};
    for (int i = 0; i < 5; ++i) {
        const float y = k_edge_y[i];
        add.both("sacral_edge." + std::to_string(i + 1),
                 {interpolate_table(list("edge/y"), list("edge/x"), y), y, interpolate_table(list("edge/y"), list("edge/z"), y)});
    }
    const auto &cy = list("coccyx/y"), &cz = list("coccyx/z");
    add.middle("coccyx_tip", glm::vec3(0, cy.back() - 3, cz.back() + 2));
    add.middle("sacral_hiatus", facts.vec3("sacrum/hiatus"));
}

} // namespace

void add_spine_anchors(const Facts& facts, const anatomy::SpineRest& spine, Anchors& anchors) {
    for (std::size_t i = 0; i < anatomy::k_vertebra_count; ++i) add_vertebra(facts, spine, Level(i), anchors);
    add_foramina(facts, spine, anchors);
    add_sacrum(facts, spine, anchors);
}

} // namespace dorsum::bake
