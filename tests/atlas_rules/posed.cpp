#include "posed.h"

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

} // namespace dorsum::rules
