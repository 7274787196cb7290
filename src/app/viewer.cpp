#include "app/viewer.h"

#include "anatomy/search.h"
#include "app/fine_meshes.h"
#include "app/start_state.h"
#include "app/warm_up.h"
#include "core/memory.h"
#include "render/coverage_texture.h"
#include "scene/compose_cache.h"
#include "scene/draw_items.h"
#include "scene/step_on_body.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <utility>

namespace dorsum::app {

namespace {

constexpr double k_rest_after_s = 0.02;   // this long without motion, and the refined picture is drawn
constexpr double k_flow_s = 12;           // the light flows along a nerve this long after something happened, then rests
constexpr double k_idle_tick_s = 1;
// The picture at rest fades into the moving one's place so that no outline jumps: in a tenth of a second, but so that it is complete this
// long after the last input; where it came later than that it is there at once.
constexpr double k_fade_s = 0.1, k_complete_after_s = 0.36;
constexpr double k_smooth_after_s = 0.5; // this long without motion, and edges that still have steps are smoothed
constexpr double k_first_share = 0.25; // the first picture of the fade is one step on, not the old one once more

constexpr std::size_t k_compiler_bytes = 4 << 20; // of the driver's compiler, or more: it has been at work
constexpr double k_busy_between_programs_s = 0.25; // while somebody moves the body: each takes some 10 ms of a frame

// May another structure lie under a pointer that stands still?
bool moved_under_pointer(const scene::Frame& now, const scene::Frame& before) {
    const auto same = [](const scene::DrawItem& a, const scene::DrawItem& b) { return a.structure == b.structure && a.pickable == b.pickable; };
    return !(now.camera == before.camera) || now.clip_plane != before.clip_plane || now.palette != before.palette || now.overrides != before.overrides ||
           !std::equal(now.items.begin(), now.items.end(), before.items.begin(), before.items.end(), same);
}

} // namespace

core::Result<std::unique_ptr<Viewer>> Viewer::make(Workspace& workspace, session::History history, render::Renderer& renderer,
                                                   const ViewerOptions& options) {
    auto imgui = ui::ImGuiHost::make([letters = std::shared_ptr<render::CoverageTexture>()](int width, int height, const std::uint8_t* coverage) mutable {
        letters = render::CoverageTexture::make(width, height, coverage);
        return letters ? letters->id() : 0;
    });
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
    return make(workspace, std::move(history), renderer, {width, height, 1, true, {}});
}

Viewer::Viewer(Workspace& workspace, session::History history, render::Renderer& renderer, const ViewerOptions& options)
    : workspace_(workspace), history_(std::move(history)), context_(workspace.context()), panel_context_(workspace.context()), renderer_(renderer),
      cache_(make_cache(workspace)), gestures_(5 * options.content_scale), flight_(history_.state().camera),
      detail_(renderer.software(), options.width * options.height), body_loader_(workspace.home), flow_left_s_(k_flow_s), width_(options.width),
      height_(options.height), ready_for_(options.ready_for),
      compile_on_(options.compile_on), stage_(options.ready_for ? -1 : k_last_stage) {
    can_rest_ = options.compiled != ViewerOptions::Compiled::moving;
    context_.ask_body = [this](const auto& step, const auto& state) { return scene::step_on_body(step, state, context_, *cache_); };
    panel_context_.ask_body = [this](const auto& step, const auto& state) {
        return offscreen_ || scene::is_laid(step, state, context_, *cache_) ? context_.ask_body(step, state) : session::OnBody{};
    };
    if (options.headless) offscreen_ = render::Offscreen::make(width_, height_);
}

core::Status Viewer::act(std::string_view text) {
    const auto action = session::parse_action(text);
    if (!action) return action.error();
    const auto checked = session::check_action(history_.state(), *action, context_);
    const auto effect = checked ? session::effect_of(history_.state(), *action, context_) : session::Effect{};
    history_.apply(*action, context_);
    dirty_ = true;
    if (action->name != "tick" && action->name != "idle") flow_left_s_ = k_flow_s, notice_.clear(), file_failed_ = false;
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

void Viewer::upload_levels() {
    bool finer = false;
    for (auto& [lod, parts, whole] : std::exchange(to_upload_, {})) {
        renderer_.upload_part(workspace_.atlas, lod, std::move(parts));
        if (!whole) continue;
        renderer_.upload(workspace_.atlas, lod);
        if (lod < anatomy::k_lod_count) workspace_.lods.push_back(lod);
        if (lod == scene::k_tree_lod) cache_ = make_cache(workspace_); // strokes lie on this level from now on
        cache_->caps = {};
        if (lod == 0) release_fine(workspace_);
        drawn_with_ = {-1, {}};
        finer = true;
    }
    // The same frame looks finer now. A picture at rest that stands waits for the last level: it is drawn once more, not once for each of them, and
    // its targets do not lie beside a level on its way.
    if (finer && !(drawn_refined_ && finer_levels_come())) dirty_ = true, drawn_refined_ = false;
}

bool Viewer::finer_levels_come() const {
    const auto there = [&](int lod) { return std::find(workspace_.lods.begin(), workspace_.lods.end(), lod) != workspace_.lods.end(); };
    return !std::all_of(workspace_.missing_lods.begin(), workspace_.missing_lods.end(), there);
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
    if (!compile_on_) give_back_compiler_again();
    const bool fading = fade_left_s_ > 0; // once more at its end
    fade_left_s_ = std::max(0.0, fade_left_s_ - dt_s);
    upload_levels();
    follow_body(dt_s);
    run_clocks(dt_s);
    run_inertia(dt_s);
    run_stages();
    const bool flying = advance_camera(dt_s);
    if (hover_stale_ && !flying && !gestures_.dragging()) update_hover();
    const bool moving = flying || animating() || gestures_.dragging();
    run_compiler(moving || dirty_, dt_s);
    still_s_ = moving || dirty_ ? 0 : still_s_ + dt_s;
    since_input_s_ = moving ? 0 : since_input_s_ + dt_s;
    const bool at_rest = offscreen_ ? !moving : still_s_ >= k_rest_after_s && can_rest_;
    auto choice = detail_.choose(history_.state().quality, !at_rest);
    // Beside a level on its way there is no room for four times the window; when it has come the picture is drawn once more.
    if (at_rest && !offscreen_ && renderer_.software() && finer_levels_come()) choice.quality.supersample = 1;
    // At rest the finer picture is made in slices; any input makes the next turn dirty and so gives it up.
    if (at_rest && !offscreen_ && !dirty_ && !drawn_refined_ && !refine(choice)) {
        result.wait_s = 0;
        return;
    }
    if (at_rest && !offscreen_ && !dirty_ && !fading && still_s_ >= k_smooth_after_s && smooth_wanted() && !smooth()) {
        result.wait_s = 0;
        return;
    }
    if (dirty_ || moving || fading || (at_rest && !drawn_refined_)) {
        draw(dt_s, !at_rest);
        result.drew = true;
    }
    const bool laying = whole() && !flying && !gestures_.dragging() && (animating() || drawn_refined_) && lay_ahead();
    // The picture at rest begins when its time has come, not a while later.
    const double until_rest_s = drawn_refined_ ? (smooth_wanted() && !offscreen_ ? k_smooth_after_s : 1) : std::clamp(k_rest_after_s - still_s_, 0.001, 0.05);
    result.wait_s = moving || dirty_ || laying || fade_left_s_ > 0 || hover_stale_ || !whole() ? 0 : other_body_wanted(workspace_, history_.state()) ? std::min(until_rest_s, 0.05) : until_rest_s;
    // The pointer's hint and the words of marks follow a body that plays on one frame behind, for ever.
    const bool behind = moving ? dirty_ && !words_behind_ : dirty_ || hover_stale_;
    result.settled = whole() && !flying && !gestures_.dragging() && glm::length(spin_deg_s_) <= 3 && fade_left_s_ <= 0 && !laying && !behind;
    if (compile_on_) result.wait_s = std::min(result.wait_s, 0.01);
    if (const auto* mode = context_.catalog.find_mode(history_.state().mode); mode && mode->idle_warn_s > 0)
        result.wait_s = std::min(result.wait_s, 0.25);
    // Nobody waits for anything now: one program a turn, so that input never waits for more than one.
    if (offscreen_ || !drawn_refined_ || dirty_ || compile_on_ || fade_left_s_ > 0) return;
    if (!renderer_.software() && renderer_.warm_next()) result.wait_s = 0;
}

// What somebody asked for needed a program more, or the driver one of its own: a picture at rest must not be drawn beside the compiler.
void Viewer::give_back_compiler_again() {
    if (offscreen_ || !renderer_.software() || core::held_file_bytes() < files_held_ + k_compiler_bytes) return;
    give_back_compiler(renderer_);
    files_held_ = core::held_file_bytes();
}

// One stage a turn, so that input comes between them.
void Viewer::run_stages() {
    if (whole()) return;
    if (stage_ >= 0 && !ready_for_(stage_ + 1)) return;
    ++stage_;
    dirty_ = true;
}

// First what the picture at rest waits for; what a click and a bent spine need comes when nobody does anything, or now and then: the finer
// levels wait for the last of it. Beside a picture at rest there is no room for the compiler.
void Viewer::run_compiler(bool busy, double dt_s) {
    if (!compile_on_ || !whole() || refining()) return;
    not_compiled_s_ += dt_s;
    if (busy && can_rest_ && not_compiled_s_ < k_busy_between_programs_s) return;
    not_compiled_s_ = 0;
    const auto compiled = compile_on_();
    if (compiled == ViewerOptions::Compiled::all) compile_on_ = {};
    can_rest_ = can_rest_ || compiled != ViewerOptions::Compiled::moving;
}

void Viewer::run_clocks(double dt_s) {
    const auto& state = history_.state();
    if (state.playback.playing || state.library.playing || !state.tour.tour.empty() || state.breathing.on) (void)act(fmt::format("tick seconds={:.6f}", dt_s));
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
    if (flying) hovered_.clear(); // what was under the pointer moves away
    return flying;
}

bool Viewer::animating() const {
    const auto& state = history_.state();
    if (state.reduced_motion) return false;
    if (state.breathing.on) return true;
    const bool flowing = flow_left_s_ > 0 && shown_.frame.time_s > 0;
    return state.playback.playing || state.library.playing || !state.tour.tour.empty() || flowing || glm::length(spin_deg_s_) > 3;
}

// The player's line tells which steps of the plan are left out, so all of them are laid: one a turn, when a curve that is dragged stands still.
bool Viewer::lay_ahead() {
    const auto& state = history_.state();
    if (offscreen_ || !plan_allowed()) return false;
    if (std::exchange(laid_for_, state.curve) != state.curve) return true;
    for (const auto& step : session::plan_steps(state, context_)) {
        if (scene::is_laid(step, state, context_, *cache_)) continue;
        if (!context_.ask_body(step, state).refused.empty()) dirty_ = true;
        return true;
    }
    return false;
}

// What is measured on the drawn body, again only when something changed that it depends on.
void Viewer::update_reports() {
    const auto& state = history_.state();
    std::string key = fmt::format("{}/{}/{}/{}/{}", state.condition, state.before, state.forward_bend, state.body, static_cast<const void*>(workspace_.atlas.structures.data()));
    for (const auto& s : state.curve.segments) key += fmt::format("/{}-{}-{}-{}-{}", s.upper.value, s.apex.value, s.lower.value, s.cobb_deg, static_cast<int>(s.convex));
    key += fmt::format("/{}/{}/{}/{}/{:.2f}", state.disc.upper.value, static_cast<int>(state.disc.side), state.disc.zone, state.disc.stage, state.disc.shrink);
    if (const auto disc = workspace_.atlas.find(anatomy::disc_id(state.disc.upper)); disc.valid()) // measured anew when its finer level has come in
        key += fmt::format("/{}", anatomy::mesh_at(workspace_.atlas.at(disc), 0).positions.size());
    if (key == report_key_) return;
    report_key_ = key;
    curve_report_.reset();
    roots_.clear();
    auto still = state; // measured between two breaths
    still.breathing.on = false;
    if (!scene::shown_curve(state).straight()) curve_report_ = scene::curve_report(still, context_);
    const auto disc = scene::shown_disc(state);
    if (const auto parts = disc.stage == "none" ? nullptr : scene::disc_parts(workspace_.atlas, disc, context_.catalog.disc_model))
        roots_ = scene::roots_found(workspace_.atlas, disc, context_.catalog.disc_model, *parts, scene::shown_palette(still, context_));
}

ui::UiView Viewer::view() {
    update_reports();
    const auto& state = history_.state();
    ui::UiView view{.state = state, .context = panel_context_, .plan_block = session::plan_block(state, context_)};
    view.step = session::current_step(state, context_);
    if (!state.search.empty())
        for (auto found : anatomy::search(workspace_.atlas, state.search, [&](std::string_view id) { return workspace_.catalog.all_names_of(id); }))
            view.search_results.push_back(workspace_.atlas.at(found).terms.id);
    if (curve_report_)
        for (const auto& found : curve_report_->curves) view.cobb_deg.push_back(found.cobb_deg);
    view.curve = curve_report_ ? &*curve_report_ : nullptr;
    view.roots = roots_;
    view.split_px = shown_.other ? shown_.split_px : 0;
    view.labels = labels_;
    view.pins = pins_;
    view.grip = grip_;
    if (view.grip) view.grip->held = pushed_from_px_.has_value();
    for (const auto& cap : shown_.frame.caps)
        if (workspace_.atlas.at(cap.structure).terms.id == state.selected) view.section_mm2 = cap.shape->area_mm2;
    if (state.isolated.empty()) {
        view.layers_drawn = scene::layers_drawn(shown_.frame.items, workspace_.atlas);
        view.layer_parts = scene::layer_parts(shown_.frame.items, state, workspace_.atlas);
    }
    for (const auto& path : output_.may_write)
        if (std::error_code ec; std::filesystem::exists(path, ec)) view.existing.push_back(path);
    view.hovered = hovered_;
    view.pointer_px = gestures_.pointer_px();
    (file_failed_ && state.dialog == "files" ? view.file_failure : view.status) = notice_;
    view.body_progress = body_loader_.wanted().empty() ? -1.0f : body_loader_.progress();
    view.own_stroke = finding();
    if (const auto step = session::technique_step(state, context_)) view.refused = scene::refused_strokes(*step, state, context_, *cache_);
    view.can_undo = history_.can_undo();
    view.can_redo = history_.can_redo();
    if (const auto* mode = context_.catalog.find_mode(state.mode); mode && state.idle == session::IdlePhase::warning)
        view.idle_left_s = std::max(0.0f, mode->idle_warn_s + mode->idle_reset_s - static_cast<float>(idle_s_));
    return view;
}

void Viewer::draw(double dt_s, bool moving) {
    draw_panels(dt_s, moving);
    draw_scene(moving);
    if (offscreen_) offscreen_->bind();
    else render::bind_window(width_, height_);
    imgui_->render();
    dirty_ = output_.animating || !output_.actions.empty() || words_behind_ || imgui_->waits();
    for (const auto& text : std::vector(output_.actions)) (void)act(text);
    if (output_.pin_selected)
        if (const auto at = find_on_screen(history_.state().selected)) set_pin(*at);
}

void Viewer::draw_panels(double dt_s, bool moving) {
    update_marks(moving);
    imgui_->begin(static_cast<float>(dt_s), width_, height_);
    output_ = ui_.draw(view(), width_, height_);
    imgui_->end();
}

// They change when the body's pose or the condition does, not from frame to frame: a bent body's bounds are some work.
glm::vec2 Viewer::pair_shares() {
    auto of = history_.state();
    of.camera = {}, of.playback.time_s = of.breathing.time_s = 0;
    if (!pair_shares_ || pair_shares_->first != of) pair_shares_.emplace(of, session::pair_shares(history_.state(), context_));
    return pair_shares_->second;
}

Viewer::Shown Viewer::shown_at(int lod, const std::string& hovered) {
    const auto& state = history_.state();
    const auto free = output_.scene.width > 1 ? output_.scene : ui::Rect{0, 0, static_cast<float>(width_), static_cast<float>(height_)};
    const glm::vec2 middle(free.x + 0.5f * free.width, free.y + 0.5f * free.height);
    const glm::vec2 shift(2 * middle.x / static_cast<float>(width_) - 1, 1 - 2 * middle.y / static_cast<float>(height_));
    // The camera frames its subject in a square as high as the window, but people are taller than wide: a fifth of the width to spare.
    const float room = std::min(1.25f * free.width, free.height) / static_cast<float>(std::max(1, height_));
    // Side by side both see the same, each in the middle of its half of the free part, which the subject fills: it is not cut where they meet.
    const bool pair = state.compare && !state.condition.empty();
    const float half = 0.5f * free.width / static_cast<float>(width_);
    const auto shares = pair ? pair_shares() : glm::vec2(1);
    const float pair_room = pair ? std::min(0.52f * free.width / shares.x, free.height / shares.y) / static_cast<float>(std::max(1, height_)) : room;
    const auto see = [&](const session::SessionState& of, float aside) {
        auto frame = scene::compose({of, context_, flight_.shown(), pair_room, shift + glm::vec2(aside, 0), flow_s_, hovered, lod}, *cache_);
        keep_stages(frame, workspace_.atlas, stage_);
        return frame;
    };
    Shown shown{see(state, pair ? half : 0), {}, static_cast<int>(middle.x)};
    if (pair) {
        auto without = state;
        without.before = true;
        shown.other = see(without, -half);
    }
    return shown;
}

bool Viewer::refine(const Detail::Choice& choice) {
    auto shown = shown_at(choice.lod, hovered_);
    if (shown.other) return true; // two bodies side by side are drawn whole
    if (!refining() && renderer_.software()) { // its targets are this process's memory
        give_back_compiler_again();
        core::return_free_memory();
    }
    const auto begin = std::chrono::steady_clock::now();
    const bool complete = renderer_.refine(shown.frame, choice.quality, width_, height_);
    render::finish();
    refine_ms_ += std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    if (!complete) return false;
    const double took_ms = std::exchange(refine_ms_, 0.0);
    if (!compiling()) detail_.rested(took_ms, choice); // as of a moving one
    hover_stale_ = hover_stale_ || moved_under_pointer(shown.frame, shown_.frame);
    shown_ = std::move(shown);
    drawn_with_ = choice;
    drawn_level_ = history_.state().quality;
    drawn_refined_ = true;
    fade_s_ = fade_left_s_ = history_.state().reduced_motion ? 0 : std::clamp(k_complete_after_s - since_input_s_, 0.0, k_fade_s);
    dirty_ = true; // to be shown
    return true;
}

bool Viewer::smooth_wanted() const { return drawn_refined_ && !shown_.other && !finer_levels_come() && !(Detail::smoothed(drawn_with_) == drawn_with_); }

bool Viewer::smooth() {
    const auto choice = Detail::smoothed(drawn_with_);
    const bool complete = renderer_.refine(shown_.frame, choice.quality, width_, height_);
    render::finish();
    if (!complete) return false;
    drawn_with_ = choice;
    dirty_ = true; // to be shown
    return true;
}

void Viewer::draw_scene(bool moving) {
    const auto choice = detail_.choose(history_.state().quality, moving);
    auto shown = shown_at(choice.lod, hovered_);
    const unsigned target = offscreen_ ? offscreen_->framebuffer() : 0;
    if (can_reuse(shown, choice, moving)) {
        if (fade_left_s_ > 0) renderer_.present_fading(static_cast<float>(1 - (1 - k_first_share) * fade_left_s_ / fade_s_), width_, height_, target);
        else renderer_.present_cached(width_, height_, target);
        words_behind_ = false;
        return;
    }
    fade_left_s_ = 0;
    const auto begin = std::chrono::steady_clock::now();
    if (shown.other) renderer_.draw_pair(*shown.other, shown.frame, choice.quality, width_, height_, shown.split_px, target);
    else renderer_.draw(shown.frame, choice.quality, width_, height_, target);
    if (moving && !offscreen_) {
        render::finish();
        if (!compiling()) // beside the compiler all is slow, and only for a while
            detail_.measured(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    words_behind_ = shown.frame.marks != shown_.frame.marks || (!shown.frame.marks.empty() && !(shown.frame.camera == shown_.frame.camera));
    hover_stale_ = hover_stale_ || moved_under_pointer(shown.frame, shown_.frame);
    shown_ = std::move(shown);
    drawn_with_ = choice;
    drawn_level_ = history_.state().quality;
    refine_ms_ = 0;
    drawn_refined_ = !moving;
}

// Is the picture that was drawn last still the right one? A refined one serves while only the panels change.
bool Viewer::can_reuse(Shown& shown, const Detail::Choice& choice, bool moving) const {
    if (drawn_level_ != history_.state().quality || (!drawn_refined_ && (!moving || !(choice == drawn_with_)))) return false;
    const int lod = std::exchange(shown.frame.lod, shown_.frame.lod);
    if (shown.other) shown.other->lod = shown.frame.lod;
    const bool same = shown == shown_;
    shown.frame.lod = lod;
    if (shown.other) shown.other->lod = lod;
    return same;
}

render::Image Viewer::settled_picture() {
    constexpr double dt_s = 1.0 / 30;
    constexpr int k_most_turns = 300, k_settled_turns = 3; // panels and words that follow one another take a turn each
    for (int i = 0, settled = 0; i < k_most_turns && settled <= k_settled_turns; ++i) settled = step(dt_s).settled ? settled + 1 : 0;
    if (!drawn_refined_) draw(dt_s, false); // what plays on is caught as finely as what rests
    return picture();
}

render::Image Viewer::picture() {
    if (offscreen_) return offscreen_->read();
    return draw_to_image(drawn_with_.quality);
}

render::Image Viewer::draw_to_image(const render::Quality& quality) {
    auto image = renderer_.draw_to_image(shown_.frame, quality, width_, height_);
    if (!shown_.other) return image;
    const auto without = renderer_.draw_to_image(*shown_.other, quality, width_, height_);
    const auto row = 4 * static_cast<std::ptrdiff_t>(image.width), part = 4 * static_cast<std::ptrdiff_t>(std::clamp(shown_.split_px, 0, image.width));
    for (std::ptrdiff_t at = 0; at < row * image.height; at += row) std::copy_n(without.rgba.begin() + at, part, image.rgba.begin() + at);
    drawn_with_ = {-1, {}}; // what the renderer keeps is one of the two: the pair is drawn again
    drawn_refined_ = false;
    return image;
}

bool Viewer::wants_fullscreen() const {
    const auto* mode = context_.catalog.find_mode(history_.state().mode);
    return mode && mode->fullscreen;
}

} // namespace dorsum::app
