// Which bone an anchor is on, by its name.
#include "bake/muscles_points.h"

#include <array>

namespace dorsum::bake::muscles {
namespace {

struct Prefix {
    std::string_view anchor, bone;
};

// First match counts; "{side}" and "{n}" stand for what follows in the anchor's own name.
constexpr std::array k_prefixes = {
    Prefix{"gluteal_tuberosity", "femur.{side}"}, Prefix{"gluteal.", "hip_bone.{side}"},
    Prefix{"crest", "hip_bone.{side}"},           Prefix{"asis", "hip_bone.{side}"},
    Prefix{"psis", "hip_bone.{side}"},            Prefix{"pii", "hip_bone.{side}"},
    Prefix{"ischial_", "hip_bone.{side}"},        Prefix{"notch", "hip_bone.{side}"},
    Prefix{"acetabulum", "hip_bone.{side}"},      Prefix{"sacral_", "sacrum"},
    Prefix{"coccyx_tip", "coccyx"},               Prefix{"femoral_head", "femur.{side}"},
    Prefix{"greater_trochanter", "femur.{side}"}, Prefix{"trochanter", "femur.{side}"},
    Prefix{"lesser_trochanter", "femur.{side}"},  Prefix{"linea.", "femur.{side}"},
    Prefix{"condyle_", "femur.{side}"},           Prefix{"patella", "patella.{side}"},
    Prefix{"tibia", "tibia.{side}"},              Prefix{"gerdy", "tibia.{side}"},
    Prefix{"pes_anserinus", "tibia.{side}"},      Prefix{"fibular_", "fibula.{side}"},
    Prefix{"scap_", "scapula.{side}"},
    Prefix{"acromi", "scapula.{side}"},           Prefix{"coracoid", "scapula.{side}"},
    Prefix{"glenoid", "scapula.{side}"},          Prefix{"infra_fossa", "scapula.{side}"},
    Prefix{"supra_fossa", "scapula.{side}"},      Prefix{"clavicle.", "clavicle.{side}"},
    Prefix{"humeral_head", "humerus.{side}"},     Prefix{"greater_tubercle", "humerus.{side}"},
    Prefix{"lesser_tubercle", "humerus.{side}"},  Prefix{"bicipital_groove", "humerus.{side}"},
    Prefix{"deltoid_", "humerus.{side}"},         Prefix{"eop", "occipital"},
    Prefix{"nuchal_", "occipital"},               Prefix{"mastoid", "occipital"},
    Prefix{"manubrium", "sternum.manubrium"},     Prefix{"xiphoid", "sternum.xiphoid"},
    Prefix{"rib_", "rib.{n}.{side}"},             Prefix{"spinous", "{n}"},
    Prefix{"body.", "{n}"},                       Prefix{"tp.", "{n}"},
    Prefix{"lamina.", "{n}"},                     Prefix{"mammillary.", "{n}"},
    Prefix{"accessory.", "{n}"},                  Prefix{"articular.", "{n}"},
};

std::string_view word_after_dot(std::string_view text, std::size_t number) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < number; ++i) {
        begin = text.find('.', begin);
        if (begin == std::string_view::npos) return {};
        ++begin;
    }
    return text.substr(begin, text.find('.', begin) - begin);
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    if (const auto at = text.find(what); at != std::string::npos) text.replace(at, what.size(), by);
    return text;
}

} // namespace

std::string bone_of_anchor(std::string_view anchor) {
    for (const Prefix& p : k_prefixes) {
        if (!anchor.starts_with(p.anchor)) continue;
        const std::string_view level = word_after_dot(anchor, 1);
        if (p.bone == "{n}") return level.starts_with('s') ? "sacrum" : "vertebra." + std::string(level);
        const bool right = anchor.ends_with(".right");
        return replaced(replaced(std::string(p.bone), "{n}", level), "{side}", right ? "right" : "left");
    }
    return {};
}

std::vector<std::string> bones_of(std::string_view expression) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < expression.size();) {
        const std::size_t end = std::min(expression.find_first_of("(),", at), expression.size());
        if (const std::string bone = bone_of_anchor(expression.substr(at, end - at)); !bone.empty()) out.push_back(bone);
        at = end + 1;
    }
    return out;
}

} // namespace dorsum::bake::muscles
