// What the colours and signs on the body mean, as far as they can be seen now.
#include "ui/panels.h"

#include "scene/fibre_palette.h"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace dorsum::ui {

namespace {

float px_of(const ImFont* font) { return font->FontSize * ImGui::GetIO().FontGlobalScale; }

// One swatch with its words, a heading without, or in a small legend a whole scale: its swatches side by side.
struct Entry {
    std::vector<ImU32> colours;
    bool line = false;
    std::string text;
    bool heading = false;
};

struct Placed {
    ImVec2 at{0, 0}, words{0, 0};
    float width = 0, row = 0;
};

float swatches_width(const PanelContext& p, const Entry& entry) { return entry.colours.empty() ? 0 : p.px(15) * static_cast<float>(entry.colours.size()) + p.px(5); }
ImFont* font_of(const PanelContext& p, const Entry& entry) { return entry.heading ? p.faces.strong : p.faces.small; }

Placed measured(const PanelContext& p, const Entry& entry, float width, bool low) {
    Placed placed;
    const float swatches = swatches_width(p, entry);
    placed.words = font_of(p, entry)->CalcTextSizeA(px_of(font_of(p, entry)), FLT_MAX, std::max(p.px(40), width - swatches), entry.text.c_str());
    placed.width = swatches + placed.words.x + p.px(12);
    placed.row = std::max(p.px(low ? 17 : 20), placed.words.y + p.px(low ? 2 : 4));
    return placed;
}

// From line to line; a heading keeps to what it is the heading of. `dense`: low lines, and each goes to the first that has room for it.
float lay_out(const PanelContext& p, const std::vector<Entry>& entries, float width, bool dense, std::vector<Placed>& places) {
    struct Line {
        float used = 0, height = 0;
        std::vector<std::size_t> held;
    };
    std::vector<Line> lines;
    places.clear();
    for (const auto& entry : entries) places.push_back(measured(p, entry, width, dense));
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const float with_next = entries[i].heading && i + 1 < entries.size() ? places[i].width + places[i + 1].width : places[i].width;
        const auto fits = [&](const Line& line) { return line.used + with_next <= width + p.px(12); };
        auto line = dense ? std::find_if(lines.begin(), lines.end(), fits) : lines.empty() || !fits(lines.back()) ? lines.end() : lines.end() - 1;
        if (line == lines.end()) line = lines.insert(lines.end(), Line{});
        places[i].at.x = line->used;
        line->used += places[i].width;
        line->height = std::max(line->height, places[i].row);
        line->held.push_back(i);
    }
    float y = 0;
    for (const auto& line : lines) {
        for (const auto i : line.held) places[i].at.y = y, places[i].row = line.height;
        y += line.height;
    }
    return y;
}

void draw_entry(PanelContext& p, const Entry& entry, const Placed& placed, ImVec2 origin, float width) {
    auto& list = *ImGui::GetWindowDrawList();
    const float x = origin.x + placed.at.x, y = origin.y + placed.at.y + 0.5f * placed.row, half = entry.line ? p.px(2) : p.px(6);
    for (std::size_t i = 0; i < entry.colours.size(); ++i) {
        const ImVec2 low(x + p.px(15) * static_cast<float>(i), y - half), high(low.x + p.px(15), y + half);
        list.AddRectFilled(low, high, entry.colours[i], p.px(3));
        list.AddRect(low, high, swatch_rim(p.theme, entry.colours[i]), p.px(3));
    }
    auto* font = font_of(p, entry);
    const float swatches = swatches_width(p, entry);
    list.AddText(font, px_of(font), {x + swatches, y - 0.5f * placed.words.y}, p.theme.ink, entry.text.c_str(), nullptr, std::max(p.px(40), width - swatches) + 1);
}

// What is told of the body: in full, or where there is little room in fewer words.
class Legend {
public:
    Legend(PanelContext& p, bool small) : p_(p), small_(small) {}
    const std::vector<Entry>& entries() const { return entries_; }

    void all(const content::Condition& condition) {
        if (p_.state().before) entries_.push_back({{}, false, p_.text("ui.legend_before"), true});
        else body(condition);
        if (p_.view.plan_block == session::PlanBlock::none && !condition.plan.steps.empty()) pressures();
        if (p_.state().safety_zones) one(IM_COL32(115, 41, 148, 255), false, p_.text("ui.legend_safety"));
        if (!p_.state().fibre_length) entries_.push_back({{}, false, p_.text("zones.debated")});
    }

private:
    void one(ImU32 colour, bool line, const std::string& text) { entries_.push_back({{colour}, line, text}); }
    // A heading and its steps; in a small legend the swatches side by side, with the first and the last word.
    void scale(const std::string& heading, const std::vector<ImU32>& colours, const std::vector<std::string>& words) {
        if (small_) {
            entries_.push_back({colours, false, heading + ": " + words.front() + (words.size() > 1 ? " \u2013 " + words.back() : "")});
            return;
        }
        entries_.push_back({{}, false, heading, true});
        for (std::size_t i = 0; i < colours.size(); ++i) one(colours[i], false, words[i]);
    }

    void body(const content::Condition& condition) {
        const auto& state = p_.state();
        if (!condition.zones.empty() && !state.fibre_length)
            scale(p_.text("ui.legend_zones"), {zone_colour(1), zone_colour(2), zone_colour(3)}, {p_.text("ui.grade.1"), p_.text("ui.grade.2"), p_.text("ui.grade.3")});
        if (!condition.nerves.empty() || condition.disc) one(IM_COL32(245, 190, 40, 255), true, p_.text("ui.legend_nerve"));
        if (state.breathing.on) one(IM_COL32(206, 140, 134, 255), false, p_.text("breath.legend"));
        if (state.referral) one(IM_COL32(148, 72, 184, 255), false, p_.text("tension.legend_referral"));
        if (state.skin_zones)
            scale(p_.text("tension.legend_skin"), {IM_COL32(36, 165, 153, 255), IM_COL32(236, 165, 36, 255), IM_COL32(88, 102, 207, 255)}, {"L4", "L5", "S1"});
        if (state.fibre_length) {
            fibre_steps(1, p_.text("curve.legend_longer"));
            fibre_steps(-1, p_.text("curve.legend_shorter"));
        }
        if (state.disc.stage != "none") one(IM_COL32(226, 152, 138, 255), false, p_.text("disc.legend_matter"));
        if (state.disc.stage != "none" && state.disc.stage != "bulge") one(IM_COL32(140, 15, 20, 255), true, p_.text("disc.legend_tear"));
        if (!state.curve.straight()) one(IM_COL32(214, 170, 40, 255), true, p_.text("ui.legend_cobb"));
    }

    void pressures() {
        const int cap = p_.mode ? std::min(4, p_.mode->pressure_cap) : 4;
        std::vector<ImU32> colours;
        std::vector<std::string> words;
        for (int i = 1; i <= cap; ++i) colours.push_back(pressure_ink(i)), words.push_back(small_ ? fmt::format("P{}", i) : p_.text(fmt::format("ui.pressure.{}", i)));
        if (!colours.empty()) scale(p_.text("ui.pressure"), colours, words);
        if (!p_.view.step || small_) return; // the step's own card tells it
        if (const auto* technique = p_.catalog().find_technique(p_.view.step->technique)) one(pressure_ink(p_.view.step->pressure_max), true, p_.text("ui.sign." + std::string(content::sign_name(technique->sign))));
    }

    // What the paint of longer (+1) or shorter (-1) fibres means in numbers; the last shade is also that of more.
    void fibre_steps(float sign, const std::string& heading) {
        std::vector<ImU32> colours;
        std::vector<std::string> words;
        const auto& paint = p_.catalog().fibre_paint;
        for (const float step : paint.steps_percent) {
            const auto c = scene::fibre_colour(paint.share_of(sign * step));
            colours.push_back(ImGui::ColorConvertFloat4ToU32({c.r, c.g, c.b, 1}));
            words.push_back(fmt::format("{:+.0f} %", sign * step));
        }
        if (!colours.empty()) scale(heading, colours, words);
    }

    PanelContext& p_;
    bool small_;
    std::vector<Entry> entries_;
};

} // namespace

void draw_legend(PanelContext& p, const Rect& rect, float most) {
    const auto* condition = p.condition();
    if (rect.width <= 0 || !condition) return;
    const float side = p.px(12), pad = p.px(6);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {side, pad});
    begin_panel(p, "legend", rect, p.height_of("legend", 0) > rect.height + 1);
    const auto origin = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    std::vector<Placed> places;
    Legend full(p, false), small(p, true);
    full.all(*condition);
    const Legend* legend = &full;
    // As wide as without a scroll bar, so that its coming does not decide.
    float height = lay_out(p, full.entries(), rect.width - 2 * side, false, places);
    if (height + 2 * pad > most) small.all(*condition), legend = &small;
    height = lay_out(p, legend->entries(), width, legend == &small, places);
    for (std::size_t i = 0; i < places.size(); ++i) draw_entry(p, legend->entries()[i], places[i], origin, width);
    ImGui::Dummy({1, height});
    p.remember_height("legend", height + 2 * pad);
    end_panel(p);
    ImGui::PopStyleVar();
}

} // namespace dorsum::ui
