#include "app/viewer.h"

#include "anatomy/atlas.h"
#include "app/start_state.h"
#include "scene/compose_cache.h"

#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <utility>

namespace dorsum::app {

namespace {

constexpr double k_rest_after_s = 0.15;   // this long without motion, and the refined picture is drawn
constexpr double k_flow_s = 12;           // the light flows along a nerve this long after something happened, then rests
constexpr double k_idle_tick_s = 1;


} // namespace

core::Result<std::unique_ptr<Viewer>> Viewer::make(Workspace& workspace, session::History history, render::Renderer& renderer,
                                                   const ViewerOptions& options) {
    auto imgui = ui::ImGuiHost::make();
    if (!imgui) return imgui.error();
    std::unique_ptr<Viewer> viewer(new Viewer(workspace, std::move(history), renderer, options));
    viewer->imgui_ = std::move(imgui).value();
    core::Diagnostics fonts;
    viewer->ui_.set_scale(options.content_scale, fonts);
    print(fonts);
    return viewer;
}

core::Result<std::unique_ptr<Viewer>> Viewer::make_headless(Workspace& workspace, session::History history,
                                                            render::Renderer& renderer, int width, int height) {
    return make(workspace, std::move(history), renderer, {width, height, 1, {}, true});
}

Viewer::Viewer(Workspace& workspace, session::History history, render::Renderer& renderer, const ViewerOptions& options)
    : workspace_(workspace), history_(std::move(history)), context_(workspace.context()), renderer_(renderer),
      cache_(scene::make_compose_cache(workspace.atlas)), gestures_(5 * options.content_scale), flight_(history_.state().camera),
      detail_(renderer.software()), body_loader_(workspace.home), flow_left_s_(k_flow_s), width_(options.width),
      height_(options.height), input_waiting_(options.input_waiting) {
    if (options.headless) offscreen_ = render::Offscreen::make(width_, height_);
}

core::Status Viewer::act(std::string_view text) {
    const auto action = session::parse_action(text);
    if (!action) return action.error();
    const auto checked = session::check_action(history_.state(), *action, context_);
    const auto effect = checked ? session::effect_of(history_.state(), *action, context_) : session::Effect{};
    history_.apply(*action, context_);
    dirty_ = true;
    if (action->name != "tick" && action->name != "idle") flow_left_s_ = k_flow_s, notice_.clear();
    if (checked) carry_out(effect);
    return checked;
}

Viewer::Turn Viewer::step(double dt_s) {
    Turn result;
    try {
        turn(dt_s, result);
        failed_before_ = false;
    } catch (const std::exception& problem) {
        recover(problem);
        result.wait_s = 0;
    }
    result.quit = quit_;
    return result;
}

void Viewer::recover(const std::exception& problem) {
    fmt::print(stderr, "dorsum: internal error: {}\nthe last actions were:\n", problem.what());
    for (const auto& action : history_.recent()) fmt::print(stderr, "  {}\n", action);
    // The first time the step that led here is taken back; if that does not help, the session begins anew in its mode.
    if (!failed_before_ && history_.can_undo()) history_.apply({"undo", {}, {}}, context_);
    else history_.reset(session::initial_state(context_, history_.state().mode));
    failed_before_ = true;
    dirty_ = true;
}

void Viewer::turn(double dt_s, Turn& result) {
    clock_s_ += dt_s;
    for (int lod : to_upload_) {
        renderer_.upload(workspace_.atlas, lod);
        if (lod < anatomy::k_lod_count) workspace_.lods.push_back(lod);
        if (lod == scene::k_tree_lod) cache_ = scene::make_compose_cache(workspace_.atlas); // strokes lie on this level from now on
        dirty_ = true;
        drawn_refined_ = false; // the same frame looks finer now
        drawn_with_ = {-1, {}};
    }
    to_upload_.clear();
    follow_body(dt_s);
    run_clocks(dt_s);
    run_inertia(dt_s);
    const bool flying = advance_camera(dt_s);
    if (hover_stale_) update_hover();
    const bool moving = flying || animating() || gestures_.dragging();
    still_s_ = moving || dirty_ ? 0 : still_s_ + dt_s;
    const bool at_rest = offscreen_ ? !moving : still_s_ >= k_rest_after_s;
    if (dirty_ || moving || (at_rest && !drawn_refined_)) {
        draw_panels(dt_s);
        draw_scene(!at_rest);
        if (offscreen_) offscreen_->bind();
        else render::bind_window(width_, height_);
        imgui_->render();
        dirty_ = output_.animating || !output_.actions.empty();
        for (const auto& text : std::vector(output_.actions)) (void)act(text);
        result.drew = true;
    }
    result.wait_s = moving || dirty_ ? 0 : !drawn_refined_ || other_body_wanted(workspace_, history_.state()) ? 0.05 : 1;
    if (const auto* mode = context_.catalog.find_mode(history_.state().mode); mode && mode->idle_warn_s > 0)
        result.wait_s = std::min(result.wait_s, 0.25);
}

void Viewer::run_clocks(double dt_s) {
    const auto& state = history_.state();
    if (state.playback.playing || !state.tour.tour.empty()) (void)act(fmt::format("tick seconds={:.6f}", dt_s));
    if (flow_left_s_ > 0 && !state.condition.empty()) {
        flow_left_s_ -= dt_s;
        flow_s_ += dt_s;
    }
    const auto* mode = context_.catalog.find_mode(state.mode);
    if (!mode || (mode->idle_warn_s <= 0 && mode->attract_after_s <= 0)) return;
    idle_s_ += dt_s;
    if (idle_s_ - idle_told_s_ >= k_idle_tick_s) {
        (void)act(fmt::format("idle seconds={:.3f}", idle_s_)); // the whole time since the last input
        idle_told_s_ = idle_s_;
    }
}

void Viewer::run_inertia(double dt_s) {
    if (gestures_.dragging()) {
        if (dt_s > 1e-4) spin_deg_s_ = glm::mix(spin_deg_s_, drag_deg_ / static_cast<float>(dt_s), 0.5f);
        drag_deg_ = {0, 0};
        return;
    }
    drag_deg_ = {0, 0};
    if (glm::length(spin_deg_s_) < 3 || history_.state().reduced_motion) {
        spin_deg_s_ = {0, 0};
        return;
    }
    const auto turned = spin_deg_s_ * static_cast<float>(dt_s);
    (void)act(fmt::format("orbit dyaw={:.4f} dpitch={:.4f}", turned.x, turned.y));
    camera_by_hand_ = true;
    spin_deg_s_ *= static_cast<float>(std::exp(-dt_s / 0.14));
}

bool Viewer::advance_camera(double dt_s) {
    const bool at_once = camera_by_hand_ || history_.state().reduced_motion;
    camera_by_hand_ = false;
    const auto before = flight_.shown();
    const bool flying = flight_.advance(history_.state().camera, dt_s, at_once);
    if (!(before == flight_.shown())) dirty_ = true;
    return flying;
}

bool Viewer::animating() const {
    const auto& state = history_.state();
    if (state.reduced_motion) return false;
    const bool flowing = flow_left_s_ > 0 && frame_.time_s > 0;
    return state.playback.playing || !state.tour.tour.empty() || flowing || glm::length(spin_deg_s_) > 3;
}

ui::UiView Viewer::view() const {
    const auto& state = history_.state();
    ui::UiView view{state, context_, session::plan_block(state, context_), {}, {}, {}, {}, {}, {}, {}};
    view.step = session::current_step(state, context_);
    if (!state.search.empty())
        for (auto found : anatomy::search(workspace_.atlas, state.search))
            view.search_results.push_back(workspace_.atlas.at(found).terms.id);
    view.cobb_deg = scene::measure_spine(state, workspace_.atlas).cobb_deg;
    view.labels = labels_;
    view.hovered = hovered_;
    view.pointer_px = gestures_.pointer_px();
    view.status = notice_.empty() ? workspace_.atlas.name : notice_;
    view.body_progress = body_loader_.wanted().empty() ? -1.0f : body_loader_.progress();
    view.can_undo = history_.can_undo();
    view.can_redo = history_.can_redo();
    if (const auto* mode = context_.catalog.find_mode(state.mode); mode && state.idle == session::IdlePhase::warning)
        view.idle_left_s = std::max(0.0f, mode->idle_warn_s + mode->idle_reset_s - static_cast<float>(idle_s_));
    return view;
}

void Viewer::draw_panels(double dt_s) {
    update_labels();
    imgui_->begin(static_cast<float>(dt_s), width_, height_);
    output_ = ui_.draw(view(), width_, height_);
    imgui_->end();
}

void Viewer::draw_scene(bool moving) {
    const auto& state = history_.state();
    const auto choice = detail_.choose(state.quality, moving);
    const auto free = output_.scene.width > 1 ? output_.scene : ui::Rect{0, 0, static_cast<float>(width_), static_cast<float>(height_)};
    const glm::vec2 middle(free.x + 0.5f * free.width, free.y + 0.5f * free.height);
    const glm::vec2 shift(2 * middle.x / static_cast<float>(width_) - 1, 1 - 2 * middle.y / static_cast<float>(height_));
    // The camera frames its subject in a square as high as the window, but people are taller than wide: a fifth of the width to spare.
    const float room = std::min(1.25f * free.width, free.height) / static_cast<float>(std::max(1, height_));
    auto frame = scene::compose({state, context_, flight_.shown(), room, shift, flow_s_, hovered_, choice.lod}, *cache_);
    const unsigned target = offscreen_ ? offscreen_->framebuffer() : 0;
    if (can_reuse(frame, choice, moving)) {
        renderer_.present_cached(width_, height_, target);
        return;
    }
    const auto begin = std::chrono::steady_clock::now();
    renderer_.set_interrupt(moving ? nullptr : input_waiting_); // a turning picture is short, and must not starve
    if (!renderer_.draw(frame, choice.quality, width_, height_, target)) {
        drawn_refined_ = false;
        drawn_with_ = {-1, {}};
        dirty_ = true;
        return;
    }
    if (!offscreen_) {
        render::finish();
        detail_.measured(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count(), moving);
    }
    frame_ = std::move(frame);
    drawn_with_ = choice;
    drawn_level_ = state.quality;
    drawn_refined_ = !moving;
}

// Is the picture that was drawn last still the right one? A refined one serves while only the panels change.
bool Viewer::can_reuse(scene::Frame& frame, const Detail::Choice& choice, bool moving) const {
    if (drawn_level_ != history_.state().quality || (!drawn_refined_ && (!moving || !(choice == drawn_with_)))) return false;
    const int lod = std::exchange(frame.lod, frame_.lod);
    const bool same = frame == frame_;
    frame.lod = lod;
    return same;
}

render::Image Viewer::settled_picture() {
    constexpr double dt_s = 1.0 / 30;
    for (int i = 0; i < 300; ++i) {
        const auto turn = step(dt_s);
        const bool playing = state().playback.playing || !state().tour.tour.empty();
        if (i >= 3 && (turn.wait_s > 0 || (playing && i >= 60))) break;
    }
    return picture();
}

render::Image Viewer::picture() {
    if (offscreen_) return offscreen_->read();
    return renderer_.draw_to_image(frame_, drawn_with_.quality, width_, height_);
}

bool Viewer::wants_fullscreen() const {
    const auto* mode = context_.catalog.find_mode(history_.state().mode);
    return mode && mode->fullscreen;
}

} // namespace dorsum::app
