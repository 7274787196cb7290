#include "bake/spine_data.h"

#include <glm/gtc/constants.hpp>

#include <algorithm>

namespace dorsum::bake {

namespace {

struct Reader {
    const Facts& facts;
    std::string prefix;

    bool has(const char* name) const { return facts.has(prefix + name); }
    float number(const char* name) const { return static_cast<float>(facts.number(prefix + name)); }
    float number_or(const char* name, float otherwise) const {
        return static_cast<float>(facts.number_or(prefix + name, otherwise));
    }
    glm::vec3 point(const char* name) const { return has(name) ? facts.vec3(prefix + name) : glm::vec3(0); }
    std::vector<float> numbers(const char* name) const {
        if (!has(name)) return {};
        const std::vector<double>& list = facts.list(prefix + name);
        return {list.begin(), list.end()};
    }
};

FacetFacts read_facet(const Reader& r, const char* name) {
    const std::string base = r.prefix + name;
    const std::vector<double>& size = r.facts.list(base + "/size");
    return {r.facts.vec3(base + "/centre"), glm::normalize(r.facts.vec3(base + "/normal")),
            {static_cast<float>(size.at(0)), static_cast<float>(size.at(1))}};
}

OutlineFacts read_outline(const Reader& region) {
    return {region.number("outline/widest"), region.number("outline/front"), region.number("outline/back"),
            region.number("outline/flat")};
}

RegionFacts read_region(const Reader& r) {
    RegionFacts s;
    s.lamina_thickness = r.number("lamina/thickness");
    s.lamina_up = r.number("lamina/up");
    s.lamina_down = r.number("lamina/down");
    s.lamina_dip = r.number_or("lamina/dip", 0);
    s.lamina_lean_deg = r.number("lamina/lean");
    s.process_depth_sup = r.number("articular/depth_sup");
    s.process_depth_inf = r.number("articular/depth_inf");
    s.process_rim_sup = r.number("articular/rim_sup");
    s.process_rim_inf = r.number("articular/rim_inf");
    s.process_tall = r.number_or("articular/tall", 1);
    s.facet_hollow = r.number_or("articular/hollow", 0);
    s.pars_width = r.number("articular/pars_width");
    s.transverse_heights = r.numbers("transverse/heights");
    s.transverse_depths = r.numbers("transverse/depths");
    s.tip_radius = r.number("spinous/tip_radius");
    s.root_up = r.number("spinous/root_up");
    s.blend = r.number("drawing/blend");
    s.step = r.number("drawing/step");
    return s;
}

BodyFacts read_body(const Reader& r, const Reader& region) {
    BodyFacts b;
    b.height_ant = r.number_or("body/height_ant", 0);
    b.height_post = r.number_or("body/height_post", 0);
    b.depth_inf = r.number_or("body/depth_inf", 0);
    b.depth_sup = r.number_or("body/depth_sup", b.depth_inf);
    b.width_inf = r.number_or("body/width_inf", 0);
    b.width_sup = r.number_or("body/width_sup", b.width_inf);
    b.shear = r.number_or("body/shear", 0);
    b.concavity_sup = r.number_or("body/concavity_sup", 0);
    b.concavity_inf = r.number_or("body/concavity_inf", 0);
    b.waist_side = r.number_or("body/waist_side", 0);
    b.waist_front = r.number_or("body/waist_front", 0);
    b.notch = r.number_or("body/notch", 0);
    b.outline = read_outline(region);
    return b;
}

void move_facet(FacetFacts& facet, const FacetJoint& joint, const anatomy::VertebraFrame& frame, float to_bone) {
    const float side = to_bone > 0 ? 1.0f : -1.0f;
    facet.centre = to_local(frame, joint.centre + to_bone * joint.normal);
    facet.normal = -side * (glm::transpose(frame.axes) * joint.normal);
    facet.size = joint.size;
}

} // namespace

glm::vec3 to_world(const anatomy::VertebraFrame& frame, glm::vec3 local) { return frame.centre_mm + frame.axes * local; }

glm::vec3 to_local(const anatomy::VertebraFrame& frame, glm::vec3 world) {
    return glm::transpose(frame.axes) * (world - frame.centre_mm);
}

glm::vec3 mirrored(glm::vec3 p) { return {-p.x, p.y, p.z}; }

float interpolate_table(const std::vector<double>& x, const std::vector<double>& y, float at) {
    const bool up = x.front() < x.back();
    for (std::size_t i = 1; i < x.size(); ++i) {
        if (up ? at > x[i] : at < x[i]) continue;
        const double t = std::clamp((at - x[i - 1]) / (x[i] - x[i - 1]), 0.0, 1.0);
        return static_cast<float>(y[i - 1] + t * (y[i] - y[i - 1]));
    }
    return static_cast<float>(y.back());
}

VertebraFacts read_vertebra(const Facts& facts, anatomy::Level level) {
    const std::string name = anatomy::level_name(level);
    const Reader r{facts, "vertebrae/" + name + "/"};
    VertebraFacts v;
    v.level = level;
    v.region = name[0];
    v.number = std::stoi(name.substr(1));
    const Reader region{facts, v.region == 'c' ? "vertebrae/cervical/" : v.region == 't' ? "vertebrae/thoracic/" : "vertebrae/lumbar/"};
    v.body = read_body(r, region);
    v.shape = read_region(region);
    v.shape.lamina_down = r.number_or("lamina/down", v.shape.lamina_down);
    v.shape.lamina_lean_deg = r.number_or("lamina/lean", v.shape.lamina_lean_deg);
    v.canal_depth = r.number_or("canal/depth", 0);
    v.canal_width = r.number_or("canal/width", 0);
    v.spinolaminar_up = r.number_or("canal/spinolaminar_up", 0);
    v.pedicle_width = r.number_or("pedicle/width", 0);
    v.pedicle_height = r.number_or("pedicle/height", 0);
    v.pedicle_medial_rad = glm::radians(r.number_or("pedicle/medial", 0));
    v.pedicle = r.point("pedicle/centre");
    v.spinous_tip = r.point("spinous/tip");
    v.spinous_heights = r.numbers("spinous/heights");
    v.spinous_thicknesses = r.numbers("spinous/thicknesses");
    v.transverse_tip = r.point("transverse/tip");
    v.transverse_root_off = r.point("transverse/root_off");
    if (r.has("transverse/heights")) v.shape.transverse_heights = r.numbers("transverse/heights");
    if (r.has("transverse/depths")) v.shape.transverse_depths = r.numbers("transverse/depths");
    v.transverse_scale = r.number_or("transverse/scale", 1);
    v.facet_sup = read_facet(r, "facet_sup");
    v.facet_inf = read_facet(r, "facet_inf");
    return v;
}

float facet_gap_mm(const Facts& facts) { return static_cast<float>(facts.number("vertebrae/facet_gap")); }

FacetJoint facet_joint(const Facts& facts, const anatomy::SpineRest& spine, anatomy::Level upper) {
    const bool last = upper == anatomy::level_l(5);
    const anatomy::Level lower(upper.value + std::size_t{1});
    const anatomy::VertebraFrame &above = spine.frames[upper.value], &below = spine.frames[lower.value];
    const FacetFacts inf = read_vertebra(facts, upper).facet_inf;
    const FacetFacts sup = last ? read_facet(Reader{facts, "sacrum/"}, "facet_sup") : read_vertebra(facts, lower).facet_sup;
    FacetJoint joint;
    joint.centre = 0.5f * (to_world(above, inf.centre) + to_world(below, sup.centre));
    joint.normal = glm::normalize(below.axes * sup.normal - above.axes * inf.normal);
    joint.size = inf.size;
    return joint;
}

VertebraFacts read_posed_vertebra(const Facts& facts, const anatomy::SpineRest& spine, anatomy::Level level) {
    VertebraFacts v = read_vertebra(facts, level);
    const anatomy::VertebraFrame& frame = spine.frames[level.value];
    const float half_gap = 0.5f * facet_gap_mm(facts);
    if (level.value > 0) {
        const FacetJoint above = facet_joint(facts, spine, anatomy::Level(level.value - std::size_t{1}));
        move_facet(v.facet_sup, above, frame, -half_gap);
    }
    move_facet(v.facet_inf, facet_joint(facts, spine, level), frame, half_gap);
    return v;
}

} // namespace dorsum::bake
