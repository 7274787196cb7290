// The spine's curve: how strong, to which side, named examples; and the angle as it is measured on the drawn vertebrae.
#include "ui/panels.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace dorsum::ui {

namespace {

std::string upper(std::string text) {
    for (auto& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

std::string levels_of(const PanelContext& p, std::size_t i, const anatomy::CurveSegment& segment) {
    if (p.view.curve && i < p.view.curve->curves.size()) { // as found on the drawn end plates
        const auto& found = p.view.curve->curves[i];
        return upper(anatomy::level_name(found.upper)) + " - " + upper(anatomy::level_name(found.apex)) + " - " + upper(anatomy::level_name(found.lower));
    }
    return upper(anatomy::level_name(segment.upper)) + " - " + upper(anatomy::level_name(segment.apex)) + " - " + upper(anatomy::level_name(segment.lower));
}

// One curve alone goes up and down the spine, vertebra by vertebra.
void draw_apex(PanelContext& p, const anatomy::CurveSegment& segment) {
    constexpr auto highest = anatomy::level_t(2), lowest = anatomy::level_l(3);
    const auto apex_at = [](std::uint32_t value) { return "curve apex=" + anatomy::level_name(anatomy::Level(std::size_t{value})); };
    chips(p, {{"curve.higher", p.text("curve.higher"), apex_at(segment.apex.value - 1), false, segment.apex > highest},
              {"curve.lower", p.text("curve.lower"), apex_at(segment.apex.value + 1), false, segment.apex < lowest}}, true, true);
}

void draw_segment(PanelContext& p, std::size_t i, const anatomy::CurveSegment& segment) {
    const std::string number = i == 0 ? "" : fmt::format(".{}", i + 1), which = i == 0 ? "" : fmt::format(" segment={}", i + 1);
    const auto measured = i < p.view.cobb_deg.size() ? fmt::format("{:.0f}\u00b0", p.view.cobb_deg[i]) : std::string("-");
    labelled(p, fill(p.text("ui.cobb_measured"), {levels_of(p, i, segment)}), measured, p.faces.strong);
    float cobb = segment.cobb_deg;
    if (slider(p, "curve.cobb" + number, cobb, 0, 80)) p.emit(fmt::format("curve cobb={:.0f}{}", std::round(cobb), which));
    if (p.state().curve.segments.size() == 1) draw_apex(p, segment);
    if (i > 0) return; // neighbours alternate: one switch turns them all
    chips(p, {{"curve.side.left", p.text("ui.curve_left"), "curve side=left", segment.convex == anatomy::Side::left},
              {"curve.side.right", p.text("ui.curve_right"), "curve side=right", segment.convex == anatomy::Side::right}}, true, true);
}

std::string signed_percent(float percent) { return fmt::format("{:+.0f} %", std::round(percent) + 0.0f); }

// The four muscles that change most anywhere; of one that is longer in one part and shorter in another, both.
void draw_changed_most(PanelContext& p, std::vector<scene::FibreChange> fibres) {
    const auto most = [](const scene::FibreChange& change) { return std::max(std::abs(change.shortest.percent), std::abs(change.longest.percent)); };
    const auto part = [](const scene::FibreChange::Part& of) { return signed_percent(of.percent) + " " + upper(anatomy::level_name(of.level)); };
    std::stable_sort(fibres.begin(), fibres.end(), [&](const auto& a, const auto& b) { return most(a) > most(b); });
    for (std::size_t i = 0; i < std::min<std::size_t>(4, fibres.size()); ++i) {
        const auto& [structure, percent, low_mm, high_mm, along, shortest, longest] = fibres[i];
        const auto& terms = p.view.context.atlas.at(structure).terms;
        auto text = signed_percent(percent) + "  " + structure_name(p, terms.id) + ", " + p.text(terms.side == anatomy::Side::left ? "ui.side.left" : "ui.side.right");
        if (std::round(shortest.percent) < 0 && std::round(longest.percent) > 0) text += " (" + part(longest) + ", " + part(shortest) + ")";
        small_words(p, text);
    }
}

// What the curve does to the body, as measured on the picture.
void draw_measures(PanelContext& p) {
    if (!p.view.curve) return;
    const auto& curve = *p.view.curve;
    fact(p, p.text("curve.hump"), fill(p.text("curve.hump_value"), {fmt::format("{:.0f}", curve.hump.height_mm), fmt::format("{:.0f}", curve.hump.angle_deg),
                                                                    upper(anatomy::level_name(curve.hump.level)),
                                                                    p.text(curve.hump.side == anatomy::Side::left ? "ui.left" : "ui.right")}));
    fact(p, p.text("curve.length"), fill(p.text("curve.length_value"), {fmt::format("{:.0f}", curve.length_mm), fmt::format("{:.0f}", curve.rest_length_mm)}));
    if (curve.fibres.empty()) return;
    fact(p, p.text("curve.fibres"), fill(p.text("curve.fibres_value"), {signed_percent(curve.convex_percent), signed_percent(curve.concave_percent)}));
    chips(p, {{"fibre_length.off", p.text("curve.paint_tension"), "fibre_length off", !p.state().fibre_length},
              {"fibre_length.on", p.text("curve.paint_fibres"), "fibre_length on", p.state().fibre_length}}, true, true);
    if (p.state().fibre_length) draw_changed_most(p, curve.fibres);
    small_words(p, p.text("curve.simplification"));
}

} // namespace

void draw_curve_controls(PanelContext& p, const content::Condition& condition) {
    heading(p, p.text("ui.curve"));
    const auto& segments = p.state().curve.segments;
    for (std::size_t i = 0; i < segments.size(); ++i) draw_segment(p, i, segments[i]);
    if (segments.empty()) chips(p, {{"curve.on", p.text("ui.curve_on"), "curve cobb=30 side=right"}});
    const bool bent = p.state().forward_bend > 0;
    chips(p, {{"curve.upright", p.text("curve.upright"), "forward_bend off", !bent}, {"curve.bend", p.text("curve.bend"), "forward_bend on", bent}}, true, true);
    if (bent) small_words(p, p.text("curve.bend_text"));
    draw_measures(p);
    if (!segments.empty()) check(p, "curve.marks", p.text("curve.marks"), p.state().curve_marks, "curve_marks toggle");
    std::vector<Chip> presets;
    const bool patient = p.state().voice == "patient"; // who reads of shapes alone, in plain words
    for (const auto& preset : condition.curve_presets)
        if (!patient || p.texts.has(preset.name.key + "@patient")) presets.push_back({"curve.preset." + preset.id, p.text(preset.name), "curve preset " + preset.id, preset.curve == p.state().curve});
    if (!presets.empty()) {
        small_words(p, p.text("ui.curve_presets"));
        chips(p, presets, true, true);
    }
    small_words(p, p.text("curve.reading_error"));
}

} // namespace dorsum::ui
