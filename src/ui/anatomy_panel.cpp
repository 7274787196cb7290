// The right column: layers above; below them the chosen structure, a running quiz, or what can be started.
#include "ui/panels.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::ui {

constexpr float k_as_set = 0.9f; // seen less than this share of what was set, a layer says so

void draw_layers(PanelContext& p) {
    coloured_words(p.faces.strong, p.theme.ink, p.text("ui.layers"));
    const float slide = std::max(p.px(58), 2 * p.metrics.target);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {p.px(4), p.px(1)});
    for (int i = 0; i < anatomy::k_layer_count; ++i) {
        const std::string layer(anatomy::layer_name(static_cast<anatomy::Layer>(i)));
        const float opacity = p.state().layer_opacity[static_cast<std::size_t>(i)], drawn = p.view.layers_drawn[static_cast<std::size_t>(i)];
        const bool veiled = drawn < k_as_set * opacity; // by the program, for a stroke below or the x-ray view
        const float top = ImGui::GetCursorPosY(), left = ImGui::GetCursorPosX(), width = ImGui::GetContentRegionAvail().x;
        const auto& name = p.text("ui.layer." + layer);
        const float wrap = width - slide - p.px(4) - p.px(27); // what check() leaves for its words
        const float words_height = p.faces.body->CalcTextSizeA(p.faces.body->FontSize * ImGui::GetIO().FontGlobalScale, FLT_MAX, wrap, name.c_str()).y;
        const float row = std::max({p.metrics.target, p.px(26), words_height + p.px(6)});
        ImGui::BeginChild(("layer row " + layer).c_str(), {width - slide - p.px(4), row}, ImGuiChildFlags_None,
                          ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse | (p.memory.keyboard ? 0 : ImGuiWindowFlags_NoNavInputs));
        check(p, "layer." + layer, name, opacity > 0, "layer " + layer + (opacity > 0 ? " off" : " on"));
        ImGui::EndChild();
        ImGui::SetCursorPos({left + width - slide, top});
        float value = opacity;
        if (slider(p, "layer." + layer + ".opacity", value, 0, 1, slide, drawn)) p.emit(fmt::format("layer {} {:.2f}", layer, value));
        ImGui::SetCursorPos({left, top + row + p.px(1)});
        const auto tell = [&](const char* key, const std::string& hole, const char* widget) {
            ImGui::Indent(p.px(25)); // under its name
            small_words(p, fill(p.text(key), {hole}));
            p.name_item("layer." + layer + widget);
            ImGui::Unindent(p.px(25));
        };
        const auto& parts = p.view.layer_parts[static_cast<std::size_t>(i)];
        if (veiled) tell("ui.layer_veiled", fmt::format("{:.0f}", 100 * drawn), ".veiled");
        if (parts.drawn > 0 && !quiz_waits(p)) tell("ui.layer_parts_drawn", std::to_string(parts.drawn), ".parts_drawn");
        if (parts.hidden > 0) tell("ui.layer_parts_hidden", std::to_string(parts.hidden), ".parts_hidden");
    }
    ImGui::PopStyleVar();
    const auto& s = p.state();
    std::vector<Chip> toggles;
    if (!quiz_waits(p)) toggles.push_back({"toggle.labels", p.text("ui.labels"), "labels toggle", s.labels});
    toggles.push_back({"toggle.latin", p.text("ui.latin_short"), "latin toggle", s.latin});
    if (p.has_panel("legend")) toggles.push_back({"toggle.legend", p.text("ui.legend"), "legend toggle", s.legend});
    if (p.allows("clip")) toggles.push_back({"toggle.cut", p.text("cut.title"), p.state().clip ? "clip off" : "clip toggle face=yes", p.state().clip.has_value()});
    if (p.allows("xray")) toggles.push_back({"toggle.xray", p.text("cut.xray"), "xray toggle", s.xray});
    chips(p, toggles, true, true);
    draw_body_choice(p);
}

namespace {

// Of the column's height: layers are not made lower than this for what stands below them, nor without words of that.
constexpr float k_layers_at_least = 0.55f, k_layers_in_a_quiz = 0.4f, k_details_guess = 0.28f;

std::string told_of(const PanelContext& p) {
    const auto& s = p.state();
    if (quiz_runs(p)) return fmt::format("quiz {} {}", s.quiz.quiz, s.quiz.at);
    return s.selected + (s.clip ? " cut" : "");
}

void draw_details(PanelContext& p) {
    if (!quiz_runs(p)) draw_cut(p), draw_pin_list(p);
    if (quiz_runs(p)) draw_quiz(p);
    else if (!p.state().selected.empty() && p.has_panel("info")) draw_structure(p);
    else {
        if (p.has_panel("info")) small_words(p, p.text("ui.info_hint"));
        draw_study_starts(p);
    }
}

} // namespace

void draw_anatomy_page(PanelContext& p, const Rect& rect) {
    if (rect.width <= 0) return;
    const bool layers = p.has_panel("layers"), details_first = quiz_runs(p) || !p.state().selected.empty();
    begin_panel(p, "anatomy page", rect, true);
    begin_at_top(p, "anatomy page", told_of(p));
    if (layers && !details_first) draw_layers(p), rule(p);
    draw_details(p);
    if (layers && details_first) rule(p), draw_layers(p);
    end_panel(p);
}

void draw_anatomy(PanelContext& p, const Rect& rect) {
    if (rect.width <= 0) return;
    const bool layers = p.has_panel("layers");
    const float gap = p.px(8);
    const float want = layers ? p.height_of("layers", p.px(330)) : 0;
    const float details = p.height_of("details", k_details_guess * rect.height);
    const float height = std::min(want, std::max((quiz_runs(p) ? k_layers_in_a_quiz : k_layers_at_least) * rect.height, rect.height - gap - details));
    if (layers) {
        begin_panel(p, "layers", {rect.x, rect.y, rect.width, height}, want > height + 1);
        const float begin = ImGui::GetCursorPosY();
        draw_layers(p);
        p.remember_height("layers", ImGui::GetCursorPosY() - begin + 2 * p.metrics.pad - p.metrics.gap);
        end_panel(p);
    }
    const float top = layers ? height + gap : 0;
    begin_panel(p, "details", {rect.x, rect.y + top, rect.width, rect.height - top}, true);
    begin_at_top(p, "details", told_of(p));
    const float begin = ImGui::GetCursorPosY();
    draw_details(p);
    p.remember_height("details", ImGui::GetCursorPosY() - begin + 2 * p.metrics.pad - p.metrics.gap);
    end_panel(p);
}

} // namespace dorsum::ui
