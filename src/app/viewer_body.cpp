// Exchanges the body that is shown when the session asks for another: on a thread in a window, at once where nobody waits.
#include "app/viewer.h"

#include "app/fine_meshes.h"

#include <fmt/format.h>

namespace dorsum::app {

namespace {

constexpr double k_slider_rests_s = 0.2; // a stature is drawn when the slider has stood still for so long

} // namespace

void Viewer::follow_body(double dt_s) {
    const auto& state = history_.state();
    if (!other_body_wanted(workspace_, state) || state.body == refused_body_) {
        if (!body_loader_.wanted().empty()) body_loader_.stop(), dirty_ = true;
        if (state.body != refused_body_) refused_body_.clear();
        return;
    }
    const bool same = workspace_.atlas.body->id == state.body;
    if (offscreen_) {
        auto shown = show_body(workspace_, state);
        if (shown) return show_new_body();
        notice_ = shown.error().text(), refused_body_ = state.body;
        return;
    }
    if (same) {
        const float wanted = wanted_stature_mm(workspace_, state);
        stature_age_s_ = wanted == stature_asked_mm_ ? stature_age_s_ + dt_s : 0;
        stature_asked_mm_ = wanted;
        if (stature_age_s_ < k_slider_rests_s) return;
        anatomy::set_stature(workspace_.atlas, wanted);
        return show_new_body();
    }
    dirty_ = true; // the progress is on the screen
    if (body_loader_.wanted() != state.body) return body_loader_.begin(state.body, workspace_.folder_of(state.body));
    auto ready = body_loader_.take(false);
    if (!ready) return;
    if (!*ready) {
        notice_ = ready->error().text(), refused_body_ = state.body;
        fmt::print(stderr, "{}\n", notice_);
        return;
    }
    workspace_.atlas = std::move((*ready)->atlas);
    workspace_.fine_released = false;
    workspace_.baked_folder = (*ready)->folder;
    workspace_.lods = {0, 1, 2};
    anatomy::set_stature(workspace_.atlas, wanted_stature_mm(workspace_, state));
    show_new_body();
}

void Viewer::show_new_body() {
    const auto restored = restore_fine(workspace_);
    if (!restored) notice_ = restored.error().text(); // the middle level serves for it
    cache_ = make_cache(workspace_);
    for (int lod : workspace_.lods) renderer_.upload(workspace_.atlas, lod);
    if (restored) release_fine(workspace_);
    shown_ = {};
    hovered_.clear();
    labels_.clear();
    label_board_.clear();
    marks_frame_ = {};
    dirty_ = true;
}

} // namespace dorsum::app
