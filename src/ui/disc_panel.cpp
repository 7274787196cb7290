// A disc's level, side and form, and what it may press on.
#include "ui/panels.h"

#include <algorithm>
#include <cctype>

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

void draw_roots(PanelContext& p) {
    const auto& disc = p.state().disc;
    if (disc.stage == "none") return;
    std::string names;
    for (const auto& id : content::roots_met(p.catalog(), disc.upper, disc.side, disc.zone))
        names += (names.empty() ? "" : ", ") + structure_name_with_side(p, id);
    const auto level = level_label(anatomy::disc_id(disc.upper).substr(5));
    if (!names.empty()) note(p, level + " " + p.text("disc.may_press_on") + ": " + names, p.theme.warm, p.theme.warm_soft);
}

} // namespace

void draw_disc_controls(PanelContext& p) {
    heading(p, p.text("ui.disc"));
    chips(p, level_chips(p), true, true);
    small_words(p, p.text("ui.stage"));
    chips(p, stage_chips(p), true, true);
    chips(p, zone_chips(p), true, true);
    draw_roots(p);
    const auto& stage = p.state().disc.stage;
    if (stage != "none") small_words(p, p.text("disc.stage." + stage + ".text"));
    small_words(p, p.text("disc.stage.order"));
    coloured_words(p.faces.strong, p.theme.accent, p.text("disc.good_news"));
}

} // namespace dorsum::ui
