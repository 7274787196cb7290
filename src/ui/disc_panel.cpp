// A disc's level, side and form, and what it may press on.
#include "ui/panels.h"

#include "content/grammar.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>

namespace dorsum::ui {

namespace {

std::string level_label(const std::string& level) { // "l5_s1" -> "L5-S1"
    std::string label = level;
    for (auto& c : label) c = c == '_' ? '-' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return label;
}

std::vector<Chip> level_chips(const PanelContext& p) {
    std::vector<Chip> row;
    for (int lumbar = 1; lumbar <= 5; ++lumbar) {
        const auto upper = anatomy::level_l(lumbar);
        const auto id = anatomy::disc_id(upper).substr(5); // without "disc."
        row.push_back({"disc.level." + id, level_label(id), "disc level=" + id, p.state().disc.upper == upper});
    }
    return row;
}

std::vector<Chip> stage_chips(const PanelContext& p) {
    std::vector<Chip> row;
    for (const char* stage : {"none", "bulge", "protrusion", "extrusion", "sequestration"}) {
        const std::string s(stage);
        row.push_back({"disc.stage." + s, p.text("disc.stage." + s), "disc stage=" + s, p.state().disc.stage == s});
    }
    return row;
}

std::vector<Chip> zone_chips(const PanelContext& p) {
    std::vector<Chip> row;
    for (const char* zone : {"central", "paracentral", "foraminal"}) {
        const std::string z(zone);
        row.push_back({"disc.zone." + z, p.text("ui.disc_zone." + z), "disc zone=" + z, p.state().disc.zone == z});
    }
    return row;
}

// What stands out of the disc and the nerve that it meets or comes near to, as they are drawn on this body.
void draw_roots(PanelContext& p) {
    const auto& disc = p.state().disc;
    if (disc.stage == "none" || p.view.roots.empty()) return;
    const auto level = level_label(anatomy::disc_id(disc.upper).substr(5));
    std::string pressed, within;
    for (const auto& contact : p.view.roots) {
        if (!contact.touches) continue;
        const auto name = structure_name_with_side(p, contact.structure_id);
        pressed += (pressed.empty() ? "" : ", ") + name;
        if (contact.in_sac && contact.structure_id != "cauda_equina") within = name;
    }
    if (!pressed.empty()) note(p, level + " " + p.text("disc.may_press_on") + ": " + pressed, p.theme.warm, p.theme.warm_soft);
    if (!within.empty()) small_words(p, fill(p.text("disc.contact.in_sac"), {within}));
    if (!pressed.empty()) return;
    const auto& nearest = p.view.roots.front();
    const auto mm = content::number(p.texts, std::max(0.1, std::round(10 * static_cast<double>(nearest.distance_mm)) / 10));
    note(p, level + ": " + fill(p.text("disc.contact.near"), {structure_name_with_side(p, nearest.structure_id), mm}), p.theme.ink, p.theme.field);
}

// How herniations of this form go on, and a slider that shows it.
void draw_course(PanelContext& p) {
    const auto& disc = p.state().disc;
    const auto* course = p.catalog().find_disc_course(disc.stage);
    if (!course) return;
    coloured_words(p.faces.strong, p.theme.accent, fill(p.text("disc.course"), {std::to_string(course->shrink_percent)}));
    if (course->complete_percent > 0) small_words(p, fill(p.text("disc.course_whole"), {std::to_string(course->complete_percent)}));
    small_words(p, p.text("disc.shrink"));
    float shrink = 100 * disc.shrink;
    if (slider(p, "disc.shrink", shrink, 0, 100)) p.emit(fmt::format("disc shrink={:.2f}", shrink / 100));
    std::string sources;
    for (const auto& id : course->provenance.source_ids)
        if (const auto* source = p.catalog().find_source(id)) sources += (sources.empty() ? "" : "; ") + source->line();
    if (!sources.empty()) small_words(p, p.text("ui.sources") + ": " + sources);
}

// From above, cut across the middle of the disc: ring, tear and kernel, and the nerves behind them.
void draw_disc_from_above(PanelContext& p) {
    if (!p.allows("clip")) return;
    const auto id = anatomy::disc_id(p.state().disc.upper);
    if (p.state().clip) {
        if (button(p, "disc.cut", p.text("disc.cut_off"), {Look::selected, -1})) p.emit("clip off");
    } else if (button(p, "disc.cut", p.text("disc.cut"), {Look::plain, -1})) {
        p.emit(fmt::format("clip at={} axis=y offset=0 turn=0 tilt=0 flip=yes face=yes", id.substr(5)));
        p.emit("focus " + id);
    }
}

} // namespace

void draw_disc_controls(PanelContext& p) {
    heading(p, p.text("ui.disc"));
    chips(p, level_chips(p), true, true);
    small_words(p, p.text("ui.stage"));
    chips(p, stage_chips(p), true, true);
    chips(p, zone_chips(p), true, true);
    draw_roots(p);
    draw_disc_from_above(p);
    draw_course(p);
    const auto& stage = p.state().disc.stage;
    if (stage != "none") small_words(p, p.text("disc.stage." + stage + ".text"));
    small_words(p, p.text("disc.stage.order"));
    coloured_words(p.faces.strong, p.theme.accent, p.text("disc.good_news"));
}

} // namespace dorsum::ui
