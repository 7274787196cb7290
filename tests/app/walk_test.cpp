// Any sequence of actions keeps every invariant and never throws: random walks through all that a user can do, with what is drawn looked at
// on the way.
#include "stage.h"
#include "support/dice.h"

#include "core/diagnostics.h"
#include "scene/compose.h"
#include "scene/safety_check.h"
#include "scene/strokes.h"
#include "session/plan_player.h"
#include "session/scene_file.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

namespace dorsum::app::test {

namespace {

std::vector<std::string> actions_of_all_kinds() {
    const auto& workspace = *stage().workspace;
    std::vector<std::string> actions;
    for (const auto& row : session::action_table())
        if (!row.example.empty() && row.name != "body") actions.emplace_back(row.example); // another body is another atlas
    for (const auto& condition : workspace.catalog.conditions) actions.push_back("condition " + condition.id);
    for (const auto& group : workspace.catalog.library)
        for (const auto& step : group.shown) actions.push_back("technique id=" + step.technique);
    for (const char* letter : {"a", "b", "c", "d", "e", "f"}) actions.push_back(std::string("sciatic_variant ") + letter);
    for (const char* text :
         {"technique list", "technique none", "technique on=muscle.gluteus_maximus.left", "technique on=muscle.psoas_major.right", "technique on=usual", "captions toggle",
          "clip at=l4 axis=y flip=yes face=yes", "clip axis=x offset=20", "clip by=7", "clip turn=30 tilt=-20", "clip off", "compare toggle", "before toggle", "forward_bend toggle",
          "breathe toggle", "breathe per_min=5", "root l5", "root all", "onset first_days", "onset later", "curve cobb=70 side=left", "curve cobb=0", "curve off", "curve add cobb=30",
          "curve preset lenke3", "disc level=l4_l5 side=left zone=paracentral stage=extrusion", "disc stage=sequestration shrink=0.6", "disc stage=none", "screen none", "screen done",
          "confirm professional", "confirm checked_by_professional", "confirm timing", "play", "pause", "step next", "step previous", "step 3", "tick seconds=0.7", "tick seconds=33",
          "side left", "side right", "mode clinic", "pin 2468", "mode study", "layer skin 1", "layer skin 0", "layer superficial 0.2", "layer all on", "select muscle.piriformis.left", "hide", "isolate",
          "isolate none", "show all", "safety_zones toggle", "xray toggle", "referral toggle", "skin_zones toggle", "fibre_length toggle", "curve_marks toggle", "trace clear",
          "trace path=-40,1200,-90;-40,1300,-90", "reduced_motion toggle", "undo", "redo", "view back", "view left", "focus", "language de", "voice clinician", "text_scale 200"})
        actions.emplace_back(text);
    return actions;
}


bool finite(glm::vec3 p) { return std::isfinite(p.x + p.y + p.z); }

template <class Points>
bool all_finite(const Points& points) {
    return std::all_of(points.begin(), points.end(), [](glm::vec3 p) { return finite(p); });
}

session::SessionState quiet(session::SessionState state) {
    state.notice.clear();
    state.idle = session::IdlePhase::active;
    return state;
}

// What holds of a state by itself.
void expect_sound(const session::SessionState& state, const session::Context& context) {
    const auto& atlas = context.atlas;
    ASSERT_TRUE(state.condition.empty() || context.catalog.find_condition(state.condition));
    ASSERT_TRUE(context.catalog.find_mode(state.mode));
    ASSERT_TRUE(context.catalog.texts.count(state.language));
    ASSERT_FALSE(state.playback.playing && session::plan_block(state, context) != session::PlanBlock::none);
    ASSERT_FALSE(session::technique_step(state, context) && session::technique_block(state, context) != session::PlanBlock::none);
    ASSERT_FALSE(state.compare && state.before);
    ASSERT_TRUE(std::isfinite(state.camera.distance_mm) && state.camera.distance_mm > 0 && finite(state.camera.target_mm));
    ASSERT_LE(std::abs(state.camera.pitch_deg), 89.01f);
    for (const float opacity : state.layer_opacity) ASSERT_TRUE(opacity >= 0 && opacity <= 1);
    ASSERT_TRUE(state.selected.empty() || atlas.find(state.selected).valid()) << state.selected;
    for (const auto* ids : {&state.hidden, &state.faded, &state.isolated})
        for (const auto& id : *ids) ASSERT_TRUE(atlas.find(id).valid()) << id;
    for (const auto& pin : state.pins) ASSERT_TRUE(atlas.find(pin.structure).valid() && finite(pin.rest_mm)) << pin.structure;
    ASSERT_TRUE(state.library.on.empty() || atlas.find(state.library.on).valid()) << state.library.on;
    if (const auto steps = session::plan_steps(state, context); !steps.empty()) {
        ASSERT_TRUE(state.playback.step >= 0 && state.playback.step < static_cast<int>(steps.size()));
    }
}

// What is drawn is made of numbers.
void expect_drawable(const scene::Frame& frame) {
    for (const auto& joint : frame.palette)
        for (int c = 0; c < 4; ++c) ASSERT_TRUE(std::isfinite(joint[c].x + joint[c].y + joint[c].z + joint[c].w));
    ASSERT_TRUE(finite(frame.camera.eye_mm) && finite(frame.camera.target_mm) && frame.camera.eye_mm != frame.camera.target_mm);
    for (const auto& item : frame.items) ASSERT_TRUE(item.opacity >= 0 && item.opacity <= 1 && item.dim >= 0 && item.dim <= 1 && std::all_of(item.stretch.shares.begin(), item.stretch.shares.end(), [](float share) { return std::abs(share) <= 1; }));
    for (const auto& overlay : frame.overlays) {
        ASSERT_TRUE(all_finite(overlay.positions) && all_finite(overlay.normals)) << overlay.id;
        ASSERT_EQ(overlay.positions.size(), overlay.colours.size()) << overlay.id;
        for (const auto& colour : overlay.colours) ASSERT_TRUE(colour.a >= 0 && colour.a <= 1 && finite(glm::vec3(colour))) << overlay.id;
        ASSERT_EQ(overlay.indices.size() % 3, 0u) << overlay.id;
        for (auto index : overlay.indices) ASSERT_LT(index, overlay.positions.size()) << overlay.id;
    }
    for (const auto& cap : frame.caps)
        if (cap.shape) {
            for (const auto& vertex : cap.shape->vertices) ASSERT_TRUE(finite(vertex.position_mm) && std::isfinite(vertex.grain_mm.x + vertex.grain_mm.y));
        }
    ASSERT_LE(frame.zone_count, scene::k_max_zones);
    for (int i = 0; i < frame.zone_count; ++i) ASSERT_TRUE(finite(frame.zones[static_cast<std::size_t>(i)].a_mm) && finite(frame.zones[static_cast<std::size_t>(i)].b_mm));
    ASSERT_LE(frame.dents.size(), static_cast<std::size_t>(scene::k_max_dents));
    for (const auto& dent : frame.dents) ASSERT_TRUE(finite(dent.centre_mm) && std::isfinite(dent.depth_mm) && dent.radius_mm > 0);
    for (const auto& mark : frame.marks) ASSERT_TRUE(finite(mark.position_mm)) << mark.key;
}

// One walk, and what it met.
class Walk {
public:
    explicit Walk(std::uint64_t seed) : context_(stage().workspace->context()), cache_(*stage().studio.cache), actions_(actions_of_all_kinds()), dice_(seed), history_(session::initial_state(context_, "clinic")) {}

    void go(int count) {
        for (int i = 0; i < count; ++i) {
            const auto text = next_action();
            const auto action = session::parse_action(text);
            ASSERT_TRUE(action) << text;
            last_ = text + " < " + last_.substr(0, 300);
            SCOPED_TRACE(last_);
            const auto before = history_.state();
            if (session::check_action(before, *action, context_)) ++taken_[action->name];
            history_.apply(*action, context_);
            ASSERT_NO_FATAL_FAILURE(expect_sound(state(), context_));
            if (i % 20 == 0) {
                ASSERT_NO_FATAL_FAILURE(expect_undo_takes_back_one_step());
            }
            if (i % 20 == 10) {
                ASSERT_NO_FATAL_FAILURE(expect_a_file_gives_it_back());
            }
            if (state().curve != before.curve || i == 0) {
                ASSERT_NO_FATAL_FAILURE(expect_the_curve_asked_for());
            }
            if (i % k_composed_each != 0) continue;
            const auto frame = scene::compose({state(), context_, state().camera, 1.6f, {}, 0, {}, 0}, cache_);
            ++composed_;
            ASSERT_NO_FATAL_FAILURE(expect_drawable(frame));
            ASSERT_NO_FATAL_FAILURE(expect_new_meshes_sound(frame));
            ASSERT_NO_FATAL_FAILURE(expect_strokes_within_limits());
        }
    }
    void tell(std::uint64_t seed) const {
        std::string never;
        for (const auto& row : session::action_table())
            if (row.name != "body" && !taken_.count(std::string(row.name))) never += " " + std::string(row.name);
        fmt::print("seed {}: {} kinds of action taken (never:{}); {} frames, {} strokes and {} refusals looked at, {} undone, {} saved and read; {} curves: worst {:.2f} degrees off ({}), {:.2f} mm of length lost\n", seed,
                   taken_.size(), never, composed_, strokes_, refused_, undone_, saved_, curves_, worst_cobb_, worst_curve_, worst_length_);
        EXPECT_GE(taken_.size(), 50u);
        EXPECT_GT(strokes_, 200) << "the walk hardly ever opened a plan";
        EXPECT_GT(undone_, 100);
    }

private:
    static constexpr int k_composed_each = 5;

    const session::SessionState& state() const { return history_.state(); }

    // Mostly from the list; now and then a number that nobody thought of.
    std::string next_action() {
        const auto number = [&](int from, int to) { return from + static_cast<int>(dice_.below(static_cast<std::size_t>(to - from + 1))); };
        const auto structures = context_.atlas.structures.size();
        switch (dice_.below(14)) {
        case 0: return fmt::format("curve cobb={} side={}", number(0, 70), number(0, 1) ? "left" : "right");
        case 1: return fmt::format("select {}", context_.atlas.structures[dice_.below(structures)].terms.id);
        case 2: return fmt::format("hide {}", context_.atlas.structures[dice_.below(structures)].terms.id);
        case 3: return fmt::format("camera target={},{},{} yaw={} pitch={} distance={}", number(-500, 500), number(-500, 2500), number(-500, 500), number(-400, 400), number(-120, 120), number(-10, 5000));
        case 4: return fmt::format("disc level={} side={} zone={} stage={} shrink={}", std::array{"l1_l2", "l3_l4", "l4_l5", "l5_s1", "t12_l1"}[dice_.below(5)], std::array{"left", "right", "central"}[dice_.below(3)],
                                   std::array{"central", "paracentral", "foraminal"}[dice_.below(3)], std::array{"bulge", "protrusion", "extrusion", "sequestration"}[dice_.below(4)], 0.1 * number(0, 10));
        case 5: return fmt::format("step {}", number(-1, 9));
        default: return actions_[dice_.below(actions_.size())];
        }
    }

    // On a copy: a step that nothing coalesces with, any other one, and back again.
    void expect_undo_takes_back_one_step() {
        auto copy = history_;
        const auto apply = [&](const std::string& text) { copy.apply(*session::parse_action(text), context_); };
        const auto labels = copy.state().labels;
        apply("labels toggle");
        if (copy.state().labels == labels) return; // a mode that forbids it
        const auto start = quiet(copy.state());
        const auto text = next_action();
        if (text.starts_with("undo") || text.starts_with("redo")) return;
        SCOPED_TRACE("undoing " + text);
        apply(text);
        const auto after = quiet(copy.state());
        if (after == start || !copy.can_undo()) return; // nothing happened, or all was forgotten
        const auto steps = copy.state().labels;
        apply("undo");
        if (steps != start.labels) return; // another session
        const auto back = quiet(copy.state());
        // The clock is no step: what a tick did is gone with the step before it.
        if (text.starts_with("tick") || text.starts_with("idle") || text.starts_with("touch")) return;
        ASSERT_TRUE(back == start) << text << " cannot be taken back exactly";
        apply("redo");
        ASSERT_TRUE(quiet(copy.state()) == after) << text << " cannot be done again exactly";
        ++undone_;
    }

    // What a file keeps comes back as it was, and fits the atlas that it came from.
    void expect_a_file_gives_it_back() {
        const auto text = session::write_scene(state());
        core::Diagnostics diagnostics;
        const auto read = session::read_scene(text, "walk.json", diagnostics);
        ASSERT_TRUE(read) << read.error().text();
        const auto fit = session::fit_scene(*read, context_, "walk.json", diagnostics);
        ASSERT_TRUE(fit == *read) << "does not fit its own atlas";
        ASSERT_TRUE(diagnostics.items().empty()) << text;
        ASSERT_EQ(session::write_scene(fit), text);
        ++saved_;
    }

    // The angle that was asked for is found on the drawn end plates, and the spine is as long as before.
    void expect_the_curve_asked_for() {
        const auto measure = scene::measure_spine(state(), context_.atlas, context_.catalog.body_model);
        const auto curve = scene::shown_curve(state());
        ++curves_;
        float length = 0, rest = 0;
        for (std::size_t i = anatomy::level_c(2).value; i + 1 < anatomy::k_level_count; ++i) {
            length += glm::distance(measure.frames[i].centre_mm, measure.frames[i + 1].centre_mm);
            rest += glm::distance(measure.body.rest.frames[i].centre_mm, measure.body.rest.frames[i + 1].centre_mm);
        }
        worst_length_ = std::max(worst_length_, std::abs(length - rest));
        ASSERT_LT(std::abs(length - rest), 2) << "of " << rest << " mm";
        if (curve.segments.size() != 1) return; // beyond one curve the neighbours' ends are each other's
        const float off = std::abs(measure.cobb_deg[0] - curve.segments[0].cobb_deg);
        if (off > worst_cobb_) worst_cobb_ = off, worst_curve_ = fmt::format("{:.0f} degrees", curve.segments[0].cobb_deg);
        // Below 2 degrees the body's own plates, which are not quite square to their vertebrae, lean as much as what is asked.
        ASSERT_LE(off, curve.segments[0].cobb_deg < 2 ? 2.0f : 1.0f) << curve.segments[0].cobb_deg;
    }

    // Meshes that replace others are looked at once each.
    void expect_new_meshes_sound(const scene::Frame& frame) {
        for (const auto& instead : frame.overrides) {
            if (!seen_.insert(instead.mesh.get()).second) continue;
            kept_.push_back(instead.mesh); // its address stays its own
            const auto id = context_.atlas.at(instead.structure).terms.id;
            ASSERT_TRUE(all_finite(instead.mesh->positions) && all_finite(instead.mesh->normals)) << id;
            ASSERT_EQ(instead.mesh->skin.size(), instead.mesh->positions.size()) << id;
            for (auto index : instead.mesh->indices) ASSERT_LT(index, instead.mesh->positions.size()) << id;
        }
    }

    void expect_strokes_within_limits() {
        const auto step = session::shown_step(state(), context_);
        if (!step) return;
        if (session::current_step(state(), context_)) {
            ASSERT_GT(session::caption_now(state(), context_).size(), 10u) << "nothing is said";
        }
        const auto palette = scene::shown_palette(state(), context_);
        const auto zones = scene::posed_zones(state(), context_, cache_, palette);
        const auto laid = scene::lay_strokes(*step, state(), context_, cache_);
        const auto refused = scene::refused_strokes(*step, state(), context_, cache_);
        const auto sides = content::sides_of(step->side, state().symptomatic, scene::shown_curve(state()));
        ASSERT_EQ(laid.size() + refused.size(), sides.size() * step->paths.size()) << step->id << ": every path is drawn, or refused with a reason";
        for (const auto& row : refused) ASSERT_EQ(row.zone.empty(), row.reason != scene::Refusal::zone) << step->id;
        refused_ += static_cast<int>(refused.size());
        const auto& technique = *context_.catalog.find_technique(step->technique);
        const int cap = std::min(4, context_.catalog.find_mode(state().mode)->pressure_cap);
        ASSERT_TRUE(state().mode != "kiosk" || cap <= 3);
        for (const auto& stroke : laid) {
            ++strokes_;
            ASSERT_TRUE(stroke.pressure >= 1 && stroke.pressure <= std::min(cap, step->pressure_max)) << step->id;
            const scene::PosedStrip strip(stroke.strip, palette);
            for (const float across : {-technique.bearing_mm(), 0.0f, technique.bearing_mm()})
                for (float along = 0; along <= strip.length_mm(); along += 10) {
                    const auto at = strip.at(along, across, 0);
                    ASSERT_TRUE(finite(at.position_mm) && std::abs(glm::length(at.normal) - 1) < 0.01f) << step->id;
                    for (const auto& zone : zones) {
                        if (!zone.holds(at.position_mm)) continue;
                        const auto& banned = zone.zone->forbidden_techniques;
                        ASSERT_LE(stroke.pressure, zone.zone->pressure_cap) << step->id << " in " << zone.zone->id;
                        ASSERT_EQ(std::find(banned.begin(), banned.end(), step->technique), banned.end()) << step->id << " in " << zone.zone->id;
                    }
                }
        }
    }

    session::Context context_;
    scene::ComposeCache& cache_;
    std::vector<std::string> actions_;
    support::Dice dice_;
    session::History history_;
    std::string last_, worst_curve_;
    std::map<std::string, int> taken_;
    std::set<const geometry::Mesh*> seen_;
    std::vector<std::shared_ptr<const geometry::Mesh>> kept_;
    int composed_ = 0, strokes_ = 0, refused_ = 0, undone_ = 0, saved_ = 0, curves_ = 0;
    float worst_cobb_ = 0, worst_length_ = 0;
};

} // namespace

class ProofsWalk : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(ProofsWalk, TenThousandActionsOnTheBakedBodyKeepEveryInvariant) {
    Walk walk(GetParam());
    walk.go(10000);
    walk.tell(GetParam());
}

INSTANTIATE_TEST_SUITE_P(Seeds, ProofsWalk, ::testing::Values(2026, 7, 1543));

} // namespace dorsum::app::test
