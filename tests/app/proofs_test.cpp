// What must hold for the baked body whatever anybody does with it: the nerve's ways past piriformis part by part, and any sequence of
// actions. Worst cases are printed.
#include "stage.h"

#include "scene/nerve_line.h"
#include "scene/safety_check.h"
#include "scene/strokes.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

namespace dorsum::app::test {

namespace {

// A part that goes through a muscle has points inside it; one that goes below has the muscle behind it, one above in front of it.
struct Passage {
    std::string name;
    float deepest_mm = 0; // inside the muscle
    int before = 0, behind = 0;
};
Passage passage_of(const anatomy::CentreLine& line, const geometry::Mesh& muscle, const geometry::Bvh& tree) {
    constexpr float inside_mm = 4; // less is a dent in the muscle's rim; what goes through lies 6 to 8 mm deep
    constexpr int brush = 3;        // points: what goes below is never behind the muscle; both may lie before it in the pelvis
    Passage passage;
    for (const auto& p : geometry::resample(line.points_mm, 160)) {
        const auto back = tree.intersect({{p.x, p.y, p.z - 300}, {0, 0, 1}}, 600);
        if (!back) continue;
        const auto near = tree.nearest(p, 100);
        if (std::abs(turns_about(muscle, p)) > 0.5f) passage.deepest_mm = std::max(passage.deepest_mm, near ? near->distance_mm : 0);
        else if (back->position.z < p.z) ++passage.before;
        else ++passage.behind;
    }
    passage.name = passage.deepest_mm > inside_mm ? "through" : passage.behind > brush ? "above" : "below";
    return passage;
}

// The same numbers on every machine.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::size_t below(std::size_t count) {
        state_ = state_ * 6364136223846793005ull + 1442695040888963407ull;
        return static_cast<std::size_t>((state_ >> 33) % count);
    }

private:
    std::uint64_t state_;
};

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

} // namespace

TEST(Proofs, TheSciaticNervePassesPiriformisAsEachLetterSays) {
    const std::map<std::string, std::vector<std::string>> said{{"a", {"below", "below"}},     {"b", {"below", "through"}}, {"c", {"above", "below"}},
                                                               {"d", {"through", "through"}}, {"e", {"above", "through"}}, {"f", {"above", "above"}}};
    const auto& atlas = stage().workspace->atlas;
    for (const auto& [letter, passages] : said)
        for (const char* side : {"left", "right"}) {
            const auto nerve = atlas.find(letter == "a" ? fmt::format("nerve.sciatic.{}", side) : fmt::format("nerve.sciatic_{}.{}", letter, side));
            const auto muscle = atlas.find(fmt::format("muscle.piriformis.{}", side));
            ASSERT_TRUE(nerve.valid() && muscle.valid()) << letter;
            const auto& mesh = anatomy::mesh_at(atlas.at(muscle), 0);
            const geometry::Bvh tree(mesh);
            std::vector<std::string> found;
            std::string told;
            const auto parts = scene::tube_lines(atlas.at(nerve), atlas.spine);
            ASSERT_EQ(parts.size(), 2u) << letter << " " << side << ": a tibial and a fibular part";
            for (const auto& part : parts) {
                const auto passage = passage_of(part, mesh, tree);
                found.push_back(passage.name);
                told += fmt::format("; {} ({} before, {} behind the muscle, {:.1f} mm inside)", passage.name, passage.before, passage.behind, passage.deepest_mm);
            }
            std::sort(found.begin(), found.end());
            fmt::print("{} {}{}\n", letter, side, told);
            EXPECT_EQ(found, passages) << letter << " " << side;
        }
}

TEST(Proofs, TenThousandActionsOnTheBakedBodyKeepEveryInvariant) {
    auto context = stage().workspace->context();
    auto& cache = *stage().studio.cache;
    const auto actions = actions_of_all_kinds();
    Dice dice(2026);
    session::History history(session::initial_state(context, "clinic"));
    std::map<std::string, int> taken, refused;
    int composed = 0, strokes = 0;
    std::size_t most_overlays = 0;
    std::string last;
    for (int i = 0; i < 10000; ++i) {
        const auto& text = actions[dice.below(actions.size())];
        const auto action = session::parse_action(text);
        ASSERT_TRUE(action) << text;
        ++(session::check_action(history.state(), *action, context) ? taken : refused)[std::string(action->name)];
        history.apply(*action, context);
        last = text + " < " + last.substr(0, 300);
        const auto& state = history.state();
        ASSERT_TRUE(state.condition.empty() || context.catalog.find_condition(state.condition)) << last;
        ASSERT_FALSE(state.playback.playing && session::plan_block(state, context) != session::PlanBlock::none) << last;
        ASSERT_FALSE(session::technique_step(state, context) && session::technique_block(state, context) != session::PlanBlock::none) << last;
        ASSERT_FALSE(state.compare && state.before) << last;
        ASSERT_TRUE(std::isfinite(state.camera.distance_mm) && state.camera.distance_mm > 0) << last;
        for (const float opacity : state.layer_opacity) ASSERT_TRUE(opacity >= 0 && opacity <= 1) << last;
        if (i % 40 != 0) continue;
        const auto frame = scene::compose({state, context, state.camera}, cache);
        ++composed;
        most_overlays = std::max(most_overlays, frame.overlays.size());
        for (const auto& joint : frame.palette)
            for (int c = 0; c < 4; ++c) ASSERT_TRUE(std::isfinite(joint[c].x + joint[c].y + joint[c].z + joint[c].w)) << last;
        for (const auto& overlay : frame.overlays) {
            for (const auto& p : overlay.positions) ASSERT_TRUE(std::isfinite(p.x + p.y + p.z)) << overlay.id << ": " << last;
            for (auto index : overlay.indices) ASSERT_LT(index, overlay.positions.size()) << overlay.id << ": " << last;
        }
        if (const auto step = session::shown_step(state, context)) {
            const auto palette = scene::shown_palette(state, context);
            const auto zones = scene::posed_zones(state, context, cache, palette);
            const auto laid = scene::lay_strokes(*step, state, context, cache);
            const auto why_not = scene::refused_strokes(*step, state, context, cache);
            ASSERT_FALSE(laid.empty() && why_not.empty()) << step->id << " is neither drawn nor refused: " << last;
            for (const auto& stroke : laid) {
                ++strokes;
                ASSERT_LE(stroke.pressure, context.catalog.find_mode(state.mode)->pressure_cap) << last;
                for (const auto& sample : scene::PosedStrip(stroke.strip, palette).middle_line())
                    for (const auto& zone : zones)
                        if (zone.holds(sample.position_mm)) ASSERT_LE(stroke.pressure, zone.zone->pressure_cap) << step->id << ": " << last;
            }
        }
    }
    int never = 0;
    std::string names;
    for (const auto& row : session::action_table())
        if (row.name != "body" && !taken.count(std::string(row.name))) ++never, names += " " + std::string(row.name);
    fmt::print("10000 actions of {} kinds; {} kinds never taken:{}; {} frames with up to {} overlays, {} strokes checked\n", taken.size(), never, names, composed, most_overlays, strokes);
    EXPECT_GE(taken.size(), 40u);
    EXPECT_GT(strokes, 30) << "the walk hardly ever opened a plan";
}

} // namespace dorsum::app::test
