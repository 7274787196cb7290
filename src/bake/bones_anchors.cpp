#include "bake/bones_anchors.h"

#include "bake/bones_frames.h"
#include "bake/bones_ribs.h"
#include "geometry/curve.h"

#include <algorithm>
#include <initializer_list>

namespace dorsum::bake {

namespace {

class Writer {
public:
    Writer(const Facts& facts, Anchors& anchors) : facts_(facts), anchors_(anchors) {}

    void both(const std::string& name, glm::vec3 left) {
        anchors_[name + ".left"] = left;
        anchors_[name + ".right"] = {-left.x, left.y, left.z};
    }
    void point(const std::string& name, const BoneFrame& frame, const std::string& key) {
        both(name, frame.to_world(facts_.vec3(key)));
    }
    void points(const BoneFrame& frame, const std::string& table, std::initializer_list<const char*> names) {
        for (const char* name : names) point(name, frame, table + name);
    }
    void line(const std::string& name, const std::vector<glm::vec3>& world) {
        for (std::size_t i = 0; i < world.size(); ++i) both(name + std::to_string(i), world[i]);
    }
    void line(const std::string& name, const BoneFrame& frame, const std::string& key) {
        line(name, to_world(frame, fact_line(facts_, key)));
    }

private:
    const Facts& facts_;
    Anchors& anchors_;
};

const glm::vec3& extreme(const geometry::Polyline& line, glm::vec3 direction) {
    return *std::max_element(line.begin(), line.end(), [&](const glm::vec3& a, const glm::vec3& b) {
        return glm::dot(a, direction) < glm::dot(b, direction);
    });
}

// The outer surface of a rib at every tenth of its length.
std::vector<glm::vec3> outer_line(const geometry::Polyline& line, float half_thickness) {
    std::vector<glm::vec3> out;
    for (int i = 0; i <= 10; ++i) {
        const float t = 0.1f * float(i);
        const glm::vec3 along = geometry::point_at(line, std::min(t + 0.03f, 1.0f)) - geometry::point_at(line, std::max(t - 0.03f, 0.0f));
        out.push_back(geometry::point_at(line, t) + glm::normalize(glm::vec3(along.z, 0, -along.x)) * half_thickness);
    }
    return out;
}

void add_rib_anchors(const Facts& facts, const anatomy::SpineRest& spine, Writer& writer) {
    for (int n = 1; n <= 12; ++n) {
        const std::string number = "." + std::to_string(n), key = "ribs/" + std::to_string(n);
        const geometry::Polyline line = rib_line(facts, spine, n);
        const float outward = 0.5f * static_cast<float>(facts.number(key + "/size/thickness"));
        writer.both("rib_head" + number, rib_head_point(facts, spine, n));
        writer.both("rib_tubercle" + number, rib_tubercle_point(facts, spine, n));
        writer.both("rib_angle" + number, extreme(line, {0, 0, -1}) + glm::vec3(0, 0, -outward));
        writer.both("rib_lateral" + number, extreme(line, {1, 0, 0}) + glm::vec3(outward, 0, 0));
        writer.both("rib_front" + number, line.back());
        writer.line("rib_line" + number + ".", outer_line(line, outward));
    }
}

} // namespace

void add_bone_anchors(const Facts& facts, const anatomy::SpineRest& spine, Anchors& anchors) {
    Writer writer(facts, anchors);
    add_rib_anchors(facts, spine, writer);

    const BoneFrame thorax = thorax_frame(spine);
    anchors["manubrium"] = thorax.to_world(facts.vec3("thorax/manubrium/points/notch"));
    anchors["xiphoid"] = thorax.to_world(facts.vec3("thorax/xiphoid/points/tip"));

    const BoneFrame pelvis = pelvis_frame(facts, spine);
    writer.points(pelvis, "pelvis/points/",
                  {"asis", "psis", "crest_top", "pii", "ischial_spine", "ischial_tuberosity", "notch", "acetabulum"});
    writer.line("crest.", pelvis, "pelvis/crest/c");
    for (const std::string name : {"post", "ant", "inf"})
        writer.line("gluteal." + name + "_line.", pelvis, "pelvis/gluteal/" + name);

    const BoneFrame femur = femur_frame(facts, spine);
    writer.points(femur, "limbs/femur/points/",
                  {"femoral_head", "greater_trochanter", "trochanter_lateral", "trochanteric_fossa", "lesser_trochanter",
                   "gluteal_tuberosity", "condyle_medial", "condyle_lateral", "knee"});
    writer.line("linea.", femur, "limbs/femur/linea/l");
    writer.points(femur, "limbs/leg/", {"fibular_head", "fibular_neck", "tibia_medial", "tibia_groove", "tibial_tuberosity", "gerdy",
                                        "patella", "patella_base", "patella_apex"});
    writer.line("pes_anserinus.", femur, "limbs/leg/pes_anserinus/p");

    const BoneFrame scapula = scapula_frame(facts, spine);
    const std::string blade = "shoulder/scapula/";
    for (const auto& [name, key] : {std::pair{"scap_sup", "superior_angle"}, {"scap_inf", "inferior_angle"}, {"scap_root", "root"}})
        writer.point(name, scapula, blade + "points/" + key);
    writer.points(scapula, blade + "points/", {"acromion", "acromial_angle", "coracoid", "glenoid", "infra_fossa", "supra_fossa"});
    writer.line("scap_border.", scapula, blade + "border/b");
    writer.line("scap_lateral.", scapula, blade + "lateral/l");
    writer.line("scap_spine.", scapula, blade + "spine/s");
    writer.line("clavicle.", thorax, "shoulder/clavicle/line/c");
    for (const auto& [name, key] : {std::pair{"humeral_head", "head"}, {"greater_tubercle", "greater"}, {"lesser_tubercle", "lesser"},
                                    {"bicipital_groove", "groove"}, {"deltoid_tuberosity", "deltoid"}})
        writer.point(name, thorax, std::string("limbs/humerus/points/") + key);

    const BoneFrame skull = skull_frame(spine);
    anchors["eop"] = skull.to_world(facts.vec3("skull/occipital/points/eop"));
    writer.line("nuchal_sup.", skull, "skull/occipital/nuchal_sup/n");
    writer.line("nuchal_inf.", skull, "skull/occipital/nuchal_inf/n");
    writer.point("mastoid", skull, "skull/occipital/mastoid/tip");
}

} // namespace dorsum::bake
