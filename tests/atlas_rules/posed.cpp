#include "posed.h"

#include <fmt/format.h>

namespace dorsum::rules {

const content::Catalog& catalog() {
    static const content::Catalog k_catalog = [] {
        core::Diagnostics diagnostics;
        return content::load_catalog(std::filesystem::path(DORSUM_SOURCE_DIR) / "assets", diagnostics);
    }();
    return k_catalog;
}

const anatomy::SpineBody& body() {
    static const anatomy::SpineBody k_body = anatomy::spine_body(atlas());
    return k_body;
}

std::vector<glm::mat4> palette_of(const anatomy::SpineCurve& curve, float forward) {
    return anatomy::joint_palette(body(), {curve, forward, 0}, catalog().body_model);
}

const std::vector<Bent>& strong_curves() {
    using anatomy::Level, anatomy::Side;
    static const auto k_curves = [] {
        std::vector<Bent> out;
        for (auto apex = anatomy::level_t(5).value; apex <= anatomy::level_l(3).value; ++apex)
            for (const Side side : {Side::left, Side::right})
                out.push_back({fmt::format("apex {}, 70 degrees to the {}", anatomy::level_name(Level(apex)), anatomy::side_name(side)),
                               palette_of({{anatomy::segment_around(Level(apex), 70, side)}})});
        return out;
    }();
    return k_curves;
}

} // namespace dorsum::rules
