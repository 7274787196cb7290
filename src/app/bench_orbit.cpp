// dorsum bench: the picture as a person sees it. A steady orbit, the picture at rest, the spine bent step by step, picks.
#include "app/bench.h"

#include "app/bench_clock.h"
#include "app/detail.h"
#include "app/fine_meshes.h"
#include "app/level_loader.h"
#include "app/start_state.h"
#include "app/studio.h"
#include "import/importer.h"
#include "render/offscreen.h"

#include <fmt/format.h>

namespace dorsum::app {

namespace {

constexpr int k_first_level = 2; // on screen first, as in the window

// The atlas several times side by side, in a square; only the levels that a turning body needs.
void copy_side_by_side(anatomy::Atlas& atlas, int copies) {
    if (copies <= 1) return;
    int columns = 1;
    while (columns * columns < copies) ++columns;
    const glm::vec3 step = 1.1f * atlas.bounds.size();
    const auto originals = atlas.structures.size();
    for (int copy = 1; copy < copies; ++copy) {
        const glm::vec3 shift(static_cast<float>(copy % columns) * step.x, static_cast<float>(copy / columns) * step.y, 0);
        for (std::size_t i = 0; i < originals; ++i) {
            auto s = atlas.structures[i];
            s.terms.id += fmt::format(".copy{}", copy);
            for (auto& mesh : s.lods)
                for (auto& p : mesh.positions) p += shift;
            s.bounds.min += shift;
            s.bounds.max += shift;
            atlas.bounds.add(s.bounds);
            atlas.by_id.emplace(s.terms.id, anatomy::StructureIndex(atlas.structures.size()));
            atlas.structures.push_back(std::move(s));
        }
    }
}

// Every copy in the picture: the camera steps back until the square fits.
void step_back(session::SessionState& state, const anatomy::Atlas& atlas, int copies) {
    if (copies <= 1) return;
    const float sides = std::ceil(std::sqrt(static_cast<float>(copies)));
    state.camera.target_mm = atlas.bounds.centre();
    state.camera.distance_mm *= sides;
}

class Stand {
public:
    explicit Stand(const Options& options) : options_(options) {}

    core::Status open() {
        first_level_ = options_.quality == "ultra" ? 0 : k_first_level;
        // As the window does: what is not known yet, whether the driver is a software one, is taken to be so.
        auto opened = open_together(options_, first_level_, first_pictures(options_, true, options_.width, options_.height));
        if (!opened) return opened.error();
        workspace_ = std::move(opened->workspace);
        studio_ = std::move(opened->studio);
        warming_ = std::move(opened->warming);
        auto history = start_session(options_, *workspace_);
        if (!history) return history.error();
        state_ = history->state();
        offscreen_ = render::Offscreen::make(options_.width, options_.height);
        detail_.emplace(studio_.renderer->software(), options_.width * options_.height);
        return {};
    }

    // What the window does when nobody does anything for the first time.
    void compile_all() {
        while (warming_->next()) {
        }
    }

    // The other levels, as the window loads them after its first picture.
    core::Status open_fully() {
        const bool many = options_.copies > 1;
        if (!many && !workspace_->missing_lods.empty()) {
            LevelLoader loader(*workspace_, [] {});
            loader.wait();
            for (auto& level : loader.take_loaded(*workspace_)) {
                studio_.renderer->upload_part(workspace_->atlas, level.lod, std::move(level.parts));
                if (level.whole) studio_.renderer->upload(workspace_->atlas, level.lod);
            }
            workspace_->lods = {0, 1, 2};
            release_fine(*workspace_);
            studio_.cache = make_cache(*workspace_);
            for (int lod = anatomy::k_lod_count; lod < render::k_levels; ++lod) studio_.renderer->upload(workspace_->atlas, lod);
            return {};
        }
        const std::vector<int> lods = many ? std::vector{1, 2} : std::vector{0, 1, 2};
        if (!workspace_->atlas.foreign) {
            core::Diagnostics diagnostics;
            for (int lod : lods)
                if (lod != first_level_)
                    if (auto done = import::load_lod(workspace_->atlas, workspace_->baked_folder, lod, diagnostics); !done) return done.error();
        }
        if (many)
            for (auto& s : workspace_->atlas.structures) s.lods[0] = {};
        copy_side_by_side(workspace_->atlas, options_.copies);
        step_back(state_, workspace_->atlas, options_.copies);
        studio_.cache = make_cache(*workspace_);
        for (int lod : lods) studio_.renderer->upload(workspace_->atlas, lod);
        for (int lod = anatomy::k_lod_count; lod < render::k_levels; ++lod) studio_.renderer->upload(workspace_->atlas, lod);
        return {};
    }

    void draw(bool moving) {
        const auto choice = detail_->choose(state_.quality, moving);
        frame_ = frame_of(state_, *workspace_, *studio_.cache, options_.width, options_.height, choice.lod);
        studio_.renderer->draw(frame_, choice.quality, options_.width, options_.height, offscreen_->framebuffer());
        render::finish();
    }

    // Warm: caches, shaders, and the automatic quality finds its level.
    void settle() {
        for (int i = 0; i < 30; ++i) {
            const auto at = BenchClock::now();
            state_.camera.yaw_deg += 3;
            draw(true);
            detail_->measured(ms_since(at));
            if (i == 4) studio_.renderer->wait_for_hidden();
        }
    }

    Times orbit(int frames) {
        return measure(frames, [&](int) {
            state_.camera.yaw_deg += 360.0f / static_cast<float>(frames);
            draw(true);
        });
    }

    // As somebody drags the curve from straight to 60 degrees.
    Times bend(int frames) {
        auto before = state_;
        const auto times = measure(frames, [&](int i) {
            const auto cobb = 60.0f * static_cast<float>(i + 1) / static_cast<float>(frames);
            if (const auto action = session::parse_action(fmt::format("curve cobb={:.2f} side=right", cobb)))
                state_ = session::reduce(state_, *action, workspace_->context());
            draw(true);
        });
        bent_ = state_;
        state_ = std::move(before);
        return times;
    }

    // Somebody pushes a plane across the body (its faces are made anew for each place of it), or turns the body that it cuts.
    enum class Cut { axial, sagittal, coronal, turning };
    Times cut(int frames, Cut kind) {
        struct Push {
            const char* plane;
            float from_mm, to_mm;
        };
        // From below L4 to the shoulder blades; from side to side; from behind the spine to before it.
        constexpr Push k_pushes[] = {{"clip at=l4 axis=y", -100, 300}, {"clip axis=x", -150, 150}, {"clip at=l4 axis=z", -80, 80}, {"clip at=l4 axis=y", 0, 0}};
        const Push& push = k_pushes[static_cast<std::size_t>(kind)];
        const auto before = state_;
        const auto act = [&](const std::string& text) {
            if (const auto action = session::parse_action(text)) state_ = session::reduce(state_, *action, workspace_->context());
        };
        act(push.plane);
        draw(true);
        const auto times = measure(frames, [&](int i) {
            const float share = static_cast<float>(i) / static_cast<float>(frames);
            if (kind == Cut::turning) state_.camera.yaw_deg += 360.0f / static_cast<float>(frames);
            else act(fmt::format("clip offset={:.2f}", glm::mix(push.from_mm, push.to_mm, share)));
            draw(true);
        });
        state_ = before;
        return times;
    }

    // A click somewhere on the body; the picture on screen is `moving` or refined.
    Times pick(int count, bool bent, bool moving) {
        auto before = state_;
        if (bent) state_ = bent_;
        draw(moving);
        const auto times = measure(count, [&](int i) {
            const int x = options_.width * (35 + (i * 7) % 30) / 100, y = options_.height * (10 + (i * 13) % 80) / 100;
            (void)studio_.renderer->pick_square(frame_, options_.width, options_.height, x, y, 15);
        });
        state_ = std::move(before);
        return times;
    }

    const render::Stats& stats() const { return studio_.renderer->stats(); }
    const Workspace& workspace() const { return *workspace_; }
    std::string renderer_name() const { return studio_.renderer->renderer_name(); }
    bool software() const { return studio_.renderer->software(); }
    const Detail& detail() const { return *detail_; }
    bool can_bend() const { return !workspace_->atlas.foreign && options_.copies <= 1; }

private:
    const Options& options_;
    int first_level_ = k_first_level;
    std::unique_ptr<Workspace> workspace_;
    Studio studio_;
    std::unique_ptr<WarmUp> warming_;
    session::SessionState state_, bent_;
    std::unique_ptr<render::Offscreen> offscreen_;
    std::optional<Detail> detail_;
    scene::Frame frame_;
};

} // namespace

core::Result<nlohmann::ordered_json> bench_orbit(const Options& options) {
    Stand stand(options);
    const auto begin = BenchClock::now();
    if (auto done = stand.open(); !done) return done.error();
    stand.draw(true);
    const double first_at_s = seconds_of(CLOCK_MONOTONIC), first_ms = ms_since(begin);
    nlohmann::ordered_json out{{"atlas", stand.workspace().atlas.name}, {"size", fmt::format("{}x{}", options.width, options.height)}};
    if (options.frames > 0) {
        stand.compile_all();
        // The whole process's peak as it stood at the end of each stage, and what is held when it is over.
        out["peak_mb_first_picture"] = peak_mb();
        if (auto done = stand.open_fully(); !done) return done.error();
        out["peak_mb_levels"] = peak_mb();
        stand.settle();
        out["peak_mb_turning"] = peak_mb();
        const auto orbit = stand.orbit(options.frames);
        const auto moving = stand.stats();
        stand.draw(false);
        const auto rest = measure(3, [&](int) { stand.draw(false); });
        out["peak_mb_rest"] = peak_mb();
        out["frames"] = options.frames;
        out["frame_ms_median"] = orbit.median_ms();
        out["frame_ms_p95"] = orbit.p95_ms();
        out["cpu_ms_per_frame"] = orbit.cpu_ms_each;
        out["triangles"] = moving.triangles;
        out["draw_calls"] = moving.draw_calls;
        out["moving_lod"] = stand.detail().moving_lod();
        out["rest_frame_ms"] = rest.median_ms();
        out["rest_cpu_ms"] = rest.cpu_ms_each;
        out["rest_triangles"] = stand.stats().triangles;
        if (stand.can_bend()) {
            const auto bend = stand.bend(options.frames);
            out["peak_mb_bent"] = peak_mb();
            out["bend_frame_ms_median"] = bend.median_ms();
            out["bend_frame_ms_p95"] = bend.p95_ms();
            out["bend_cpu_ms_per_frame"] = bend.cpu_ms_each;
        }
        using Cut = Stand::Cut;
        for (const auto& [kind, name] : {std::pair{Cut::axial, "cut_axial"}, {Cut::sagittal, "cut_sagittal"}, {Cut::coronal, "cut_coronal"}, {Cut::turning, "cut_turning"}}) {
            if (!stand.can_bend()) continue;
            const auto cut = stand.cut(options.frames, kind);
            out[fmt::format("{}_frame_ms_median", name)] = cut.median_ms();
            out[fmt::format("{}_frame_ms_p95", name)] = cut.p95_ms();
            out[fmt::format("{}_cpu_ms_per_frame", name)] = cut.cpu_ms_each;
        }
        out["peak_mb_cut"] = peak_mb();
        for (const bool bent : {false, true}) {
            if (bent && !stand.can_bend()) continue;
            const auto moving_pick = stand.pick(40, bent, true), rest_pick = stand.pick(40, bent, false);
            const std::string name = bent ? "pick_bent" : "pick";
            out[name + "_ms"] = moving_pick.median_ms();
            out[name + "_cpu_ms"] = moving_pick.cpu_ms_each;
            out[name + "_fine_ms"] = rest_pick.median_ms();
            out[name + "_fine_cpu_ms"] = rest_pick.cpu_ms_each;
        }
    }
    out["first_frame_ms"] = first_ms;
    out["first_picture_at_s"] = first_at_s;
    out["mesh_uploads"] = stand.stats().mesh_uploads;
    out["mesh_mb"] = static_cast<double>(stand.stats().mesh_bytes) / (1 << 20);
    out["held_mb"] = held_mb();
    out["peak_rss_mb"] = peak_mb();
    out["renderer"] = stand.renderer_name();
    return out;
}

} // namespace dorsum::app
