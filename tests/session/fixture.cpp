#include "fixture.h"

namespace dorsum::session {

namespace {

using anatomy::Layer;
using anatomy::Side;
using anatomy::System;
using anatomy::Tissue;

struct Row {
    std::string id;
    Layer layer;
    Tissue tissue;
    glm::vec3 centre_mm;
    std::vector<std::string> groups;
};

void add(anatomy::Atlas& atlas, const Row& row) {
    anatomy::Structure structure;
    auto& terms = structure.terms;
    terms.id = row.id;
    terms.name_en = row.id;
    terms.layer = row.layer;
    terms.tissue = row.tissue;
    terms.groups = row.groups;
    if (row.id.size() > 5 && row.id.substr(row.id.size() - 5) == ".left") terms.side = Side::left;
    if (row.id.size() > 6 && row.id.substr(row.id.size() - 6) == ".right") terms.side = Side::right;
    structure.bounds.add(row.centre_mm - glm::vec3(20));
    structure.bounds.add(row.centre_mm + glm::vec3(20));
    atlas.by_id[row.id] = anatomy::StructureIndex(atlas.structures.size());
    atlas.structures.push_back(structure);
    atlas.bounds.add(structure.bounds);
}

void add_both(anatomy::Atlas& atlas, Row row) {
    const std::string id = row.id;
    row.id = id + ".left";
    add(atlas, row);
    row.id = id + ".right";
    row.centre_mm.x = -row.centre_mm.x;
    add(atlas, row);
}

glm::vec3 level_centre(anatomy::Level level) { return {0, 1500.0f - 24.0f * static_cast<float>(level.value), 0}; }

content::Condition condition(const std::string& id, content::PlanGate gate, std::size_t steps) {
    content::Condition c;
    c.id = id;
    c.plan.gate = gate;
    for (std::size_t i = 0; i < steps; ++i) {
        content::StrokeStep step;
        step.id = id + "." + std::to_string(i + 1);
        step.technique = "holding";
        step.duration_s = 10;
        step.repeats = 2;
        c.plan.steps.push_back(step);
    }
    return c;
}

content::Mode mode(const std::string& id) {
    content::Mode m;
    m.id = id;
    m.allowed_actions = {"*"};
    return m;
}

content::Mode kiosk() {
    content::Mode m = mode("kiosk");
    m.denied_actions = {"clip"};
    m.hidden_plans = {"herniated_disc"};
    m.stores = false;
    m.leave_needs_pin = true;
    m.idle_warn_s = 60;
    m.idle_reset_s = 80;
    m.attract_after_s = 90;
    m.attract_tour = "attract";
    return m;
}

void add_conditions(content::Catalog& catalog) {
    using content::PlanGate;
    auto upper = condition("upper_back_tension", PlanGate::screen, 3);
    upper.layers_off = {Layer::superficial, Layer::nerve};
    upper.focus = "muscle.piriformis.{side}";
    auto scoliosis = condition("scoliosis", PlanGate::checked_by_professional, 1);
    scoliosis.curve = anatomy::SpineCurve{{anatomy::CurveSegment{anatomy::level_t(5), anatomy::level_t(8), anatomy::level_t(12), 30, Side::right},
                                           anatomy::CurveSegment{anatomy::level_t(12), anatomy::level_l(2), anatomy::level_l(4), 20, Side::left}}};
    scoliosis.curve_presets.push_back({"lenke5", {}, anatomy::SpineCurve{{anatomy::CurveSegment{}}}, {}});
    auto disc = condition("herniated_disc", PlanGate::professional_only, 2);
    disc.disc = content::DiscDefaults{anatomy::level_l(5), Side::right, "paracentral", "extrusion"};
    disc.view = "right";
    auto strain = condition("lower_back_strain", PlanGate::screen_and_timing, 4);
    strain.plan.early_steps = condition("lower_back_strain.early", PlanGate::screen, 2).plan.steps;
    catalog.conditions = {upper, strain, scoliosis, disc,
                          condition("no_plan", PlanGate::screen, 0)};
}

} // namespace

anatomy::Atlas make_atlas() {
    anatomy::Atlas atlas;
    atlas.name = "synthetic";
    for (std::size_t i = 0; i < static_cast<std::size_t>(anatomy::k_level_count); ++i) {
        const anatomy::Level level(i);
        atlas.spine.frames[i].centre_mm = level_centre(level);
        atlas.spine.known[i] = true;
        if (i == 24) break;
        const bool lumbar = i >= anatomy::level_l(1).value;
        add(atlas, {anatomy::vertebra_id(level), Layer::bone, Tissue::bone, level_centre(level), {"vertebrae", lumbar ? "lumbar" : "upper"}});
        if (const auto disc = anatomy::disc_id(level); !disc.empty())
            add(atlas, {disc, Layer::disc, Tissue::disc, level_centre(level) - glm::vec3(0, 12, 0), {"discs"}});
    }
    add_both(atlas, {"muscle.trapezius_descending", Layer::superficial, Tissue::muscle, {80, 1450, -40}, {"trapezius"}});
    add_both(atlas, {"muscle.rhomboid_major", Layer::intermediate, Tissue::muscle, {60, 1350, -50}, {"rhomboids"}});
    add_both(atlas, {"muscle.piriformis", Layer::deep, Tissue::muscle, {90, 900, -50}, {"short_rotators"}});
    add_both(atlas, {"nerve.sciatic", Layer::nerve, Tissue::nerve, {100, 800, -40}, {"sciatic"}});
    add(atlas, {"skin.body", Layer::skin, Tissue::skin, {0, 1200, 0}, {}});
    return atlas;
}

content::Catalog make_catalog() {
    content::Catalog catalog;
    catalog.bodies = {{"man", {}, 30, 1700, 1500, 2000}, {"woman", {}, 30, 1590, 1350, 1850}, {"adolescent", {}, 14, 1560, 1300, 1800}};
    add_conditions(catalog);
    content::Technique holding;
    holding.id = "holding";
    holding.pace_unit = content::PaceUnit::hold;
    catalog.techniques = {holding};
    catalog.screen = {content::ScreenQuestion{"fever", {}, {}, content::ScreenAnswer::stop_absolute, {}},
                      content::ScreenQuestion{"saddle", {}, {}, content::ScreenAnswer::stop_emergency, {}},
                      content::ScreenQuestion{"pregnant", {}, {}, content::ScreenAnswer::ask_first, {}},
                      content::ScreenQuestion{"bruise", {}, {}, content::ScreenAnswer::local_avoid, {}}};
    auto study = mode("study");
    study.voice = "student";
    study.labels = study.latin = true;
    catalog.modes = {mode("clinic"), study, kiosk()};
    content::Tour attract{"attract", {}, {{{}, 4, {"select vertebra.c1", "view left"}}, {{}, 4, {"select vertebra.l4", "no such action"}}}};
    content::Tour round{"round", {}, {{{}, 5, {"layer deep off"}}, {{}, 5, {"select vertebra.t1", "quit", "tour start round"}}}};
    catalog.tours = {attract, round};
    content::Quiz name_it{"names", {}, "name_it", {"group:vertebrae", "muscle.piriformis"}, 4};
    content::Quiz find_it{"find", {}, "find_it", {"muscle.piriformis", "muscle.rhomboid_major", "group:lumbar"}, 4};
    catalog.quizzes = {name_it, find_it};
    catalog.texts["en"].language = "en";
    catalog.texts["de"].language = "de";
    catalog.texts["de"].entries["notice.wrong_pin"] = "Falsche PIN.";
    return catalog;
}

void SessionTest::act(const std::string& text) {
    const auto action = parse_action(text);
    ASSERT_TRUE(action) << action.error().text();
    const auto status = check_action(state, *action, context);
    ASSERT_TRUE(status) << text << ": " << status.error().text();
    state = reduce(state, *action, context);
}

std::string SessionTest::refuse(const std::string& text) {
    const auto action = parse_action(text);
    EXPECT_TRUE(action) << action.error().text();
    if (!action) return {};
    EXPECT_FALSE(check_action(state, *action, context)) << text;
    SessionState expected = state;
    state = reduce(state, *action, context);
    expected.notice = state.notice;
    EXPECT_EQ(state, expected) << text << " was refused and changed the state";
    EXPECT_FALSE(state.notice.empty()) << text;
    return state.notice;
}

bool SessionTest::allowed(const std::string& text) const {
    const auto action = parse_action(text);
    return action && check_action(state, *action, context);
}

SessionState SessionTest::after(const SessionState& from, const std::string& text) const {
    const auto action = parse_action(text);
    EXPECT_TRUE(action) << text;
    return action ? reduce(from, *action, context) : from;
}

void HistoryTest::apply(const std::string& text) {
    const auto action = parse_action(text);
    ASSERT_TRUE(action) << action.error().text();
    history.apply(*action, context);
}

std::vector<std::string> many_actions() {
    std::vector<std::string> actions{
        "select vertebra.l4", "select none", "select nothing.here", "isolate group:discs", "isolate", "isolate none", "hide", "fade", "show",
        "hide group:lumbar", "show group:lumbar", "search \"a b\"", "search clear", "layer skin 0.2", "layer skin 0.3", "layer all off",
        "layer bone on", "clip axis=z offset=900 flip=yes", "clip off", "clip offset=3", "labels", "latin", "legend", "safety_zones",
        "view home", "view oblique", "camera yaw=720 pitch=100", "orbit dyaw=100 dpitch=80", "pan dx=1 dy=9", "zoom factor=100",
        "zoom factor=0.01 toward=1,2,3", "focus", "focus nerve.sciatic", "condition scoliosis", "condition upper_back_tension",
        "condition herniated_disc", "condition lower_back_strain", "condition no_plan", "side left", "side right", "curve cobb=50", "curve off",
        "curve side=left cobb=10", "curve add cobb=5", "curve preset lenke5", "curve segment=2 cobb=3", "disc level=t1_t2 side=central stage=bulge",
        "disc zone=foraminal", "before", "screen fever yes", "screen fever no", "screen none", "screen done", "confirm timing",
        "confirm checked_by_professional", "confirm professional", "play", "play speed=8", "pause", "toggle-play", "step", "step previous",
        "step 2", "quiz start names", "quiz start find seed=3", "quiz answer vertebra.l1", "quiz next", "quiz stop", "tour start round",
        "tour next", "tour stop", "language de", "language en", "voice clinician", "reduced_motion", "text_scale 150", "text_scale larger", "high_contrast",
        "theme dark", "theme contrast", "lines off", "skin_tone 5",
        "quality low", "sciatic_variant c", "dialog safety", "dialog none", "mode study", "mode clinic", "pin 1", "reset", "tick seconds=3", "tick seconds=40",
        "idle seconds=100", "touch", "save a", "undo",
        "forward_bend", "forward_bend on", "forward_bend 0.4", "forward_bend 7", "breathe", "breathe per_min=6", "breathe on per_min=4", "breathe per_min=90",
        "onset first_days", "onset later", "onset unknown", "root l5", "root all", "compare", "compare on", "before on", "referral", "skin_zones on",
        "guarding off", "fibre_length", "curve_marks", "disc shrink=0.5", "disc stage=extrusion shrink=1"};
    return actions;
}

} // namespace dorsum::session
