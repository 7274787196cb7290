// The rules of the facts (section 13) and the plans of section 9, held against the files that ship.
#include "content/plain_rules.h"
#include "shipped.h"

#include <algorithm>
#include <map>
#include <set>

namespace dorsum::content {
namespace {

TEST(ShippedContent, loads_without_a_problem) {
    core::Diagnostics diagnostics;
    load_catalog(DORSUM_SOURCE_DIR "/assets", diagnostics);
    for (const auto& item : diagnostics.items()) EXPECT_EQ(item.severity, core::Severity::note) << item.text();
}

TEST_F(Shipped, has_the_six_conditions_in_order) {
    std::vector<std::string> ids;
    for (const auto& condition : catalog.conditions) ids.push_back(condition.id);
    EXPECT_EQ(ids, (std::vector<std::string>{"upper_back_tension", "lower_back_strain", "sciatica", "herniated_disc", "scoliosis",
                                             "stress_tension"}));
}

TEST_F(Shipped, every_condition_is_complete) {
    for (const auto& condition : catalog.conditions) {
        SCOPED_TRACE(condition.id);
        EXPECT_FALSE(condition.structures.empty());
        EXPECT_FALSE(condition.zones.empty());
        EXPECT_FALSE(condition.plan.steps.empty());
        EXPECT_FALSE(condition.avoid.empty());
        EXPECT_FALSE(condition.get_help.empty());
        EXPECT_FALSE(condition.red_flags.empty());
        EXPECT_FALSE(condition.evidence_rows.empty());
        for (const auto* voice : {"patient", "student", "clinician"})
            EXPECT_TRUE(english.has(condition.plain.at(voice).key)) << voice;
        for (const auto& key : {condition.title, condition.summary, condition.when_to_see, condition.evidence_note})
            EXPECT_TRUE(english.has(key.key)) << key.key;
    }
}

TEST_F(Shipped, every_row_says_how_it_is_known) {
    const auto check = [&](const Provenance& p, const std::string& what) {
        EXPECT_TRUE(p.mark == 'S' || p.mark == 'K' || p.mark == 'D') << what;
        EXPECT_TRUE(p.mark != 'S' || !p.source_ids.empty()) << what;
        for (const auto& id : p.source_ids) EXPECT_NE(catalog.find_source(id), nullptr) << what << " " << id;
        EXPECT_TRUE(p.reviewed_by.empty()) << what << ": nobody has signed anything yet";
    };
    for (const auto& condition : catalog.conditions) {
        check(condition.provenance, condition.id);
        for (const auto& zone : condition.zones) check(zone.provenance, condition.id + " " + zone.id);
        for (const auto& step : condition.plan.all_steps()) check(step.provenance, step.id);
        for (const auto& row : condition.evidence_rows) check(row.provenance, row.claim.key);
    }
    for (const auto& technique : catalog.techniques) check(technique.provenance, technique.id);
    for (const auto& zone : catalog.safety_zones) check(zone.provenance, zone.id);
    for (const auto& question : catalog.screen) check(question.provenance, question.id);
}

TEST_F(Shipped, patient_texts_are_short_and_plain) {
    for (const auto& condition : catalog.conditions) {
        const auto& words = english.get(condition.plain.at("patient"));
        EXPECT_LE(word_count(words), 90) << condition.id;
        EXPECT_GE(word_count(words), 30) << condition.id;
        EXPECT_LE(flesch_kincaid_grade(words), 7) << condition.id;
    }
}

TEST_F(Shipped, never_promises) {
    const std::vector<std::string> banned{"cure", "cures", "cured", "fix", "fixes", "fixed", "guarantee", "guaranteed", "toxin",
                                          "toxins", "realign", "realigns", "break down", "breaks down"};
    for (const auto& [key, words] : english.entries) EXPECT_EQ(find_banned(words, banned), "") << key;
}

TEST_F(Shipped, disc_text_says_no_more_than_may_press_on) {
    EXPECT_EQ(english.get("disc.may_press_on"), "may press on");
    EXPECT_NE(english.get("condition.herniated_disc.plain.patient").find("may press on"), std::string::npos);
}

TEST_F(Shipped, gates_and_evidence_labels_are_those_of_the_cards) {
    const auto gate = [&](const char* id) { return catalog.find_condition(id)->plan.gate; };
    EXPECT_EQ(gate("upper_back_tension"), PlanGate::screen);
    EXPECT_EQ(gate("lower_back_strain"), PlanGate::screen_and_timing);
    EXPECT_EQ(gate("sciatica"), PlanGate::checked_by_professional);
    EXPECT_EQ(gate("herniated_disc"), PlanGate::professional_only);
    EXPECT_EQ(gate("scoliosis"), PlanGate::screen);
    EXPECT_EQ(gate("stress_tension"), PlanGate::screen);
    const auto label = [&](const char* id) { return catalog.find_condition(id)->evidence; };
    EXPECT_EQ(label("upper_back_tension"), EvidenceLabel::low);
    EXPECT_EQ(label("lower_back_strain"), EvidenceLabel::low);
    EXPECT_EQ(label("sciatica"), EvidenceLabel::very_low);
    EXPECT_EQ(label("herniated_disc"), EvidenceLabel::against);
    EXPECT_EQ(label("scoliosis"), EvidenceLabel::very_low);
    EXPECT_EQ(label("stress_tension"), EvidenceLabel::moderate);
    const auto& strain = catalog.find_condition("lower_back_strain")->plan;
    ASSERT_EQ(strain.early_steps.size(), 2u) << "the first and the last row";
    for (const auto& [early, later] : {std::pair{strain.early_steps.front(), strain.steps.front()}, {strain.early_steps.back(), strain.steps.back()}}) {
        EXPECT_EQ(early.technique, later.technique);
        EXPECT_EQ(early.pressure_max, later.pressure_max);
        EXPECT_EQ(early.repeats, later.repeats);
        EXPECT_FLOAT_EQ(early.pace, later.pace);
    }
    EXPECT_LE(catalog.find_condition("herniated_disc")->plan.minutes_max, 15);
}

struct PlannedStep {
    const char* technique;
    int pressure_max;
    float pace;
};

TEST_F(Shipped, plans_are_those_of_the_facts) {
    const std::map<std::string, std::vector<PlannedStep>> plans{
        {"upper_back_tension", {{"effleurage", 2, 6}, {"petrissage", 3, 0.7f}, {"kneading", 3, 0.5f}, {"stripping", 3, 1.5f},
                                {"compression", 3, 0}, {"circular_friction", 3, 1.5f}, {"effleurage", 2, 4}}},
        {"lower_back_strain", {{"effleurage", 2, 6}, {"kneading", 2, 0.5f}, {"slow_glide", 2, 1.5f}, {"kneading", 3, 0.5f},
                               {"fascia_hold", 2, 0}, {"effleurage", 2, 4}}},
        {"sciatica", {{"static_contact", 1, 0}, {"effleurage", 2, 5}, {"kneading", 2, 0.5f}, {"palm_compression", 2, 0},
                      {"effleurage", 1, 4}, {"effleurage", 1, 4}}},
        {"herniated_disc", {{"static_contact", 1, 5}, {"effleurage", 2, 5}, {"kneading", 2, 0.5f}, {"slow_glide", 1, 3},
                            {"static_contact", 1, 0}}},
        {"scoliosis", {{"effleurage", 2, 6}, {"slow_glide", 2, 1.5f}, {"kneading", 2, 0.5f}, {"kneading", 3, 0.7f},
                       {"kneading", 2, 0.5f}, {"static_contact", 1, 5}}},
        {"stress_tension", {{"static_contact", 1, 5}, {"effleurage", 2, 5}, {"petrissage", 2, 0.5f}, {"fingertip_hold", 2, 0},
                            {"kneading", 2, 0.4f}, {"feather_stroke", 1, 3}}}};
    for (const auto& [id, planned] : plans) {
        const auto& steps = catalog.find_condition(id)->plan.steps;
        ASSERT_EQ(steps.size(), planned.size()) << id;
        for (std::size_t i = 0; i < planned.size(); ++i) {
            EXPECT_EQ(steps[i].technique, planned[i].technique) << steps[i].id;
            EXPECT_EQ(steps[i].pressure_max, planned[i].pressure_max) << steps[i].id;
            EXPECT_FLOAT_EQ(steps[i].pace, planned[i].pace) << steps[i].id;
        }
    }
}

TEST_F(Shipped, every_kind_of_stroke_is_told_by_its_sign_and_its_hand) {
    const auto sign = [&](const char* id) { return catalog.find_technique(id)->sign; };
    EXPECT_EQ(sign("effleurage"), StrokeSign::ribbon_along);
    EXPECT_EQ(sign("stripping"), StrokeSign::plough);
    EXPECT_EQ(sign("petrissage"), StrokeSign::pick_up);
    EXPECT_EQ(sign("kneading"), StrokeSign::ribbon_across);
    EXPECT_EQ(sign("circular_friction"), StrokeSign::circles);
    EXPECT_EQ(sign("compression"), StrokeSign::press);
    EXPECT_EQ(sign("fascia_hold"), StrokeSign::hold);
    EXPECT_EQ(sign("static_contact"), StrokeSign::breath);
    std::map<std::pair<StrokeSign, HandShape>, std::string> seen;
    for (const auto& technique : catalog.techniques) {
        if (technique.id == "petrissage") continue; // the family that kneading, wringing and picking up belong to
        const auto [at, fresh] = seen.emplace(std::make_pair(technique.sign, technique.hand), technique.id);
        EXPECT_TRUE(fresh) << technique.id << " looks like " << at->second;
        EXPECT_TRUE(catalog.text("en").has("ui.sign." + std::string(sign_name(technique.sign)))) << technique.id;
    }
    for (const auto& condition : catalog.conditions) EXPECT_EQ(condition.plan.postures.empty(), condition.plan.steps.empty()) << condition.id;
}

TEST_F(Shipped, directions_agree_with_the_kind_of_stroke) {
    const auto has = [](const StrokeStep& step, const char* word) {
        return std::find(step.directions.begin(), step.directions.end(), word) != step.directions.end();
    };
    for (const auto& condition : catalog.conditions)
        for (const auto& step : condition.plan.all_steps()) {
            const auto sign = catalog.find_technique(step.technique)->sign;
            const bool still = sign == StrokeSign::press || sign == StrokeSign::hold || sign == StrokeSign::breath || sign == StrokeSign::rest;
            EXPECT_TRUE(step.technique != "effleurage" || has(step, "cephalad")) << step.id;
            EXPECT_TRUE(catalog.find_technique(step.technique)->fibre != FibreRule::across || has(step, "across_fibre")) << step.id;
            EXPECT_EQ(still, has(step, "static")) << step.id;
        }
}

// Longer is never painted like shorter, more never paler than less, and no step shows as an edge.
TEST_F(Shipped, the_paint_of_fibres_grows_evenly_with_their_change) {
    const auto& paint = catalog.fibre_paint;
    ASSERT_FALSE(paint.steps_percent.empty());
    EXPECT_EQ(paint.share_of(0), 0);
    float before = 0;
    for (float percent = 0.1f; percent < 1.5f * paint.steps_percent.back(); percent += 0.1f) {
        const float share = paint.share_of(percent);
        EXPECT_GE(share, before) << percent;
        EXPECT_LT(share - before, 0.02f) << percent;
        EXPECT_EQ(paint.share_of(-percent), -share) << percent;
        before = share;
    }
    EXPECT_EQ(before, 1);
    for (std::size_t i = 0; i < paint.steps_percent.size(); ++i)
        EXPECT_NEAR(paint.share_of(paint.steps_percent[i]), static_cast<float>(i + 1) / static_cast<float>(paint.steps_percent.size()), 1e-5f) << "the legend's shades are evenly apart";
}

TEST_F(Shipped, no_plan_asks_for_very_deep_pressure) {
    for (const auto& condition : catalog.conditions)
        for (const auto& step : condition.plan.all_steps()) EXPECT_LE(step.pressure_max, 4) << step.id;
}

TEST_F(Shipped, zones_fit_into_one_frame) {
    constexpr std::size_t k_zones_in_a_frame = 24; // scene::k_max_zones
    for (const auto& condition : catalog.conditions) {
        std::size_t count = 0;
        for (const auto& zone : condition.zones)
            count += sides_of(zone.side, anatomy::Side::left, condition.curve.value_or(anatomy::SpineCurve{})).size();
        EXPECT_LE(count, k_zones_in_a_frame) << condition.id;
    }
}

TEST_F(Shipped, scoliosis_opens_with_a_right_upper_curve) {
    const auto& curve = catalog.find_condition("scoliosis")->curve;
    ASSERT_TRUE(curve && curve->segments.size() == 1);
    EXPECT_EQ(curve->segments[0], (anatomy::CurveSegment{anatomy::level_t(5), anatomy::level_t(8), anatomy::level_t(12), 40, anatomy::Side::right}));
    EXPECT_EQ(catalog.find_condition("scoliosis")->curve_presets.size(), 7u) << "the six types of Lenke and a C-shape by itself";
    for (const auto& preset : catalog.find_condition("scoliosis")->curve_presets)
        for (std::size_t i = 1; i < preset.curve.segments.size(); ++i)
            EXPECT_NE(preset.curve.segments[i].convex, preset.curve.segments[i - 1].convex) << preset.id;
}

TEST_F(Shipped, patients_are_told_when_to_go_to_emergency_care) {
    const auto flagged = [&](const char* id, const char* flag) {
        const auto& flags = catalog.find_condition(id)->red_flags;
        return std::find(flags.begin(), flags.end(), TextKey{flag}) != flags.end();
    };
    for (const auto* id : {"lower_back_strain", "sciatica", "herniated_disc"}) {
        EXPECT_TRUE(flagged(id, "flag.saddle_numbness")) << id;
        EXPECT_TRUE(flagged(id, "flag.bladder_bowel")) << id;
    }
    for (const auto* id : {"upper_back_tension", "stress_tension"}) EXPECT_TRUE(flagged(id, "flag.chest_pain")) << id;
}

} // namespace
} // namespace dorsum::content
