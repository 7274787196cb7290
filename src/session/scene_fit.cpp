#include "session/rows.h"
#include "session/scene_file.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::session {

namespace {

class Fitter {
public:
    Fitter(const Context& context, const std::string& file, core::Diagnostics& diagnostics)
        : context_(context), file_(file), diagnostics_(diagnostics) {}

    void structures(const std::string& key, std::set<std::string>& ids) {
        for (auto id = ids.begin(); id != ids.end();) id = known(key, *id) ? std::next(id) : ids.erase(id);
    }
    void structure(const std::string& key, std::string& id) {
        if (!id.empty() && !known(key, id)) id.clear();
    }
    void replace(const std::string& key, std::string& value, bool known, const std::string& instead) {
        if (known) return;
        diagnostics_.warning(file_, "/" + key, fmt::format("'{}' is not known here", value), fmt::format("'{}' is used", instead));
        value = instead;
    }

    bool known(const std::string& key, const std::string& id) {
        if (context_.atlas.find(id).valid()) return true;
        diagnostics_.warning(file_, "/" + key, fmt::format("this atlas has no '{}'", id));
        return false;
    }

private:
    const Context& context_;
    const std::string& file_;
    core::Diagnostics& diagnostics_;
};

// An older file names none; meshes of somebody else have no choice.
void fit_body(SessionState& scene, const Context& context, const SessionState& fallback, Fitter& fit) {
    const auto* body = context.catalog.find_body(scene.body);
    if (context.atlas.foreign || scene.body.empty()) {
        scene.body = fallback.body;
        scene.stature_mm = fallback.stature_mm;
        return;
    }
    fit.replace("body", scene.body, body != nullptr || context.catalog.bodies.empty(), fallback.body);
    if (body == nullptr) scene.stature_mm = 0;
    else if (scene.stature_mm > 0) scene.stature_mm = std::clamp(scene.stature_mm, body->shortest_mm, body->tallest_mm);
}

} // namespace

SessionState fit_scene(SessionState scene, const Context& context, const std::string& file, core::Diagnostics& diagnostics) {
    const auto& catalog = context.catalog;
    const SessionState fallback = initial_state(context, scene.mode);
    Fitter fit(context, file, diagnostics);
    fit.replace("mode", scene.mode, catalog.modes.empty() || catalog.find_mode(scene.mode) != nullptr, fallback.mode);
    fit.replace("language", scene.language, catalog.texts.empty() || catalog.texts.count(scene.language) != 0, fallback.language);
    fit.replace("condition", scene.condition, scene.condition.empty() || catalog.find_condition(scene.condition) != nullptr, "");
    fit_body(scene, context, fallback, fit);
    fit.structure("selected", scene.selected);
    fit.structures("hidden", scene.hidden);
    fit.structures("faded", scene.faded);
    fit.structures("isolated", scene.isolated);
    std::erase_if(scene.pins, [&](const Pin& pin) { return !fit.known("markers", pin.structure); });
    const int steps = static_cast<int>(plan_steps(scene, context).size());
    scene.playback.step = std::clamp(scene.playback.step, 0, std::max(0, steps - 1));
    scene.breathing.per_min = std::clamp(scene.breathing.per_min, catalog.pacer.least_per_min, catalog.pacer.most_per_min);
    if (scene.before) scene.compare = false;
    scene.camera = clamped(scene.camera, context.atlas.bounds);
    return scene;
}

} // namespace dorsum::session
