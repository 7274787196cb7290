// Modes, search, undo, whose words, language, settings, help.
#include "ui/panels.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <imgui_internal.h>

namespace dorsum::ui {

namespace {

std::string upper(std::string text) {
    for (auto& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

float row_width(const PanelContext& p, const std::vector<Chip>& row) {
    float sum = 0;
    for (const auto& chip : row) sum += button_width(p, chip.label) + p.px(4);
    return sum;
}

std::vector<Chip> mode_chips(const PanelContext& p) {
    std::vector<Chip> row;
    // Behind a PIN there is one way out, and it is not advertised.
    if (p.mode && p.mode->leave_needs_pin) {
        for (const auto& mode : p.catalog().modes)
            if (mode.id != p.mode->id && row.empty()) row.push_back({"mode." + mode.id, p.text("ui.leave_kiosk"), "mode " + mode.id});
        return row;
    }
    for (const auto& mode : p.catalog().modes)
        row.push_back({"mode." + mode.id, p.text(mode.name), "mode " + mode.id, mode.id == p.state().mode});
    return row;
}

std::vector<Chip> language_chips(const PanelContext& p) {
    std::vector<Chip> row;
    for (const auto& [code, texts] : p.catalog().texts)
        row.push_back({"language." + code, upper(code), "language " + code, code == p.state().language});
    return row;
}

std::vector<Chip> voice_chips(const PanelContext& p) {
    std::vector<Chip> row;
    if (!p.allows("voice")) return row;
    for (const char* voice : {"patient", "student", "clinician"})
        row.push_back({std::string("voice.") + voice, p.text(std::string("ui.voice.") + voice), std::string("voice ") + voice,
                       p.state().voice == voice});
    return row;
}

void search_field(PanelContext& p, float width) {
    auto& buffer = p.memory.search;
    const auto id = ImGui::GetID("##search");
    if (ImGui::GetActiveID() != id) {
        const auto count = std::min(p.state().search.size(), buffer.size() - 1);
        std::memcpy(buffer.data(), p.state().search.data(), count);
        buffer[count] = 0;
    }
    if (p.memory.focus_search) take_typing(p, "##search");
    p.memory.focus_search = false;
    ImGui::SetNextItemWidth(width);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {p.px(10), std::max(2.0f, 0.5f * (p.metrics.target - ImGui::GetFontSize()))});
    // A hint that would be cut says only what the field is for.
    const bool fits = ImGui::CalcTextSize(p.text("ui.search_hint").c_str()).x + 2 * p.px(10) < width;
    if (ImGui::InputTextWithHint("##search", p.text(fits ? "ui.search_hint" : "ui.search").c_str(), buffer.data(), buffer.size())) {
        std::string typed(buffer.data());
        const bool blank = typed.find_first_not_of(' ') == std::string::npos;
        p.emit(session::to_text({"search", {blank ? "clear" : typed}, {}}));
    }
    ImGui::PopStyleVar();
    p.name_item("search");
}

void side_by_side(PanelContext& p, const std::vector<Chip>& row) {
    for (const auto& chip : row) {
        ButtonStyle style;
        style.look = chip.selected ? Look::selected : Look::plain;
        if (button(p, chip.name, chip.label, style)) p.emit(chip.action);
        ImGui::SameLine(0, p.px(4));
    }
    ImGui::SameLine(0, p.px(12));
}

// What does not fit side by side is one button that goes round.
void one_by_one(PanelContext& p, const std::vector<Chip>& row) {
    const auto selected = std::find_if(row.begin(), row.end(), [](const Chip& chip) { return chip.selected; });
    if (row.empty()) return;
    const auto& now = selected == row.end() ? row.front() : *selected;
    const auto& next = selected == row.end() || selected + 1 == row.end() ? row.front() : *(selected + 1);
    if (button(p, next.name, now.label)) p.emit(next.action);
    ImGui::SameLine(0, p.px(12));
}

float narrow_width(const PanelContext& p, const std::vector<Chip>& row) {
    float widest = 0;
    for (const auto& chip : row) widest = std::max(widest, button_width(p, chip.label) + p.px(12));
    return widest;
}

void draw_choices(PanelContext& p, const std::vector<Chip>& voices, bool wide_voices, const std::vector<Chip>& languages, bool wide_languages) {
    wide_voices ? side_by_side(p, voices) : one_by_one(p, voices);
    wide_languages ? side_by_side(p, languages) : one_by_one(p, languages);
}

// What fits beside the rest of the row: whose words and language side by side, else each as one button that goes round.
struct Choices {
    float room = 0; // that is left; below 0 they take a row of their own
    bool wide_languages = false, wide_voices = false;
};

Choices choices_within(const PanelContext& p, float room, const std::vector<Chip>& voices, const std::vector<Chip>& languages) {
    const float gap = p.px(12);
    const bool wide_languages = row_width(p, languages) + gap + narrow_width(p, voices) < room;
    room -= wide_languages ? row_width(p, languages) + gap : narrow_width(p, languages);
    const bool wide_voices = row_width(p, voices) + gap < room;
    room -= wide_voices ? row_width(p, voices) + gap : narrow_width(p, voices);
    return {room, wide_languages, wide_voices};
}

// Settings, help, about: settings are a wheel alone where their word would cost others their place.
std::vector<std::string> last_labels(const PanelContext& p, bool worded) { return {worded ? p.text("ui.settings") : std::string(), p.text("ui.help"), p.text("ui.about")}; }
constexpr const char* k_last_names[] = {"settings", "help", "about"};
ButtonStyle last_style(std::size_t i) { return {Look::plain, 0, i == 0 ? Icon::gear : Icon::none}; }

float last_width(const PanelContext& p, bool worded) {
    const auto labels = last_labels(p, worded);
    float sum = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) sum += button_width(p, labels[i], last_style(i)) + p.px(4);
    return sum;
}

void draw_last(PanelContext& p, bool worded) {
    const auto labels = last_labels(p, worded);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (i > 0) ImGui::SameLine(0, p.px(4));
        if (button(p, k_last_names[i], labels[i], last_style(i))) p.emit(std::string("dialog ") + k_last_names[i]);
    }
}

// Where the words are too large for one row: search, whose words, language.
void draw_second_row(PanelContext& p, const Rect& rect, bool search, const std::vector<Chip>& voices, const std::vector<Chip>& languages, float y) {
    const float all = rect.width - 2 * p.px(12), gaps = p.px(12), field = search ? p.px(150) + gaps : 0;
    const bool wide_languages = field + row_width(p, languages) + gaps + narrow_width(p, voices) < all;
    const float languages_width = wide_languages ? row_width(p, languages) + gaps : narrow_width(p, languages);
    const bool wide_voices = field + languages_width + row_width(p, voices) + gaps < all;
    const float voices_width = wide_voices ? row_width(p, voices) + gaps : narrow_width(p, voices);
    ImGui::SetCursorPos({p.px(12), y});
    if (search) {
        search_field(p, std::max(p.px(100), all - languages_width - voices_width - gaps));
        ImGui::SameLine(0, gaps);
    }
    draw_choices(p, voices, wide_voices, languages, wide_languages);
}

} // namespace

void draw_top_bar(PanelContext& p, const Rect& rect) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {p.px(12), p.px(7)});
    begin_panel(p, "top", rect);
    const auto modes = mode_chips(p), languages = language_chips(p), voices = voice_chips(p);
    const float icon = p.metrics.target + p.px(4),
                brand = p.faces.title->CalcTextSizeA(p.faces.title->FontSize * ImGui::GetIO().FontGlobalScale, FLT_MAX, 0, p.text("ui.app").c_str()).x + p.px(16);
    const float gaps = p.px(12);
    const bool search = p.has_panel("search");
    const float fixed = brand + row_width(p, modes) + gaps + 2 * icon + gaps + 2 * p.px(12) + p.px(8);
    const float open = rect.width - fixed - (search ? p.px(150) : 0);
    const auto bare = choices_within(p, open - last_width(p, false), voices, languages), full = choices_within(p, open - last_width(p, true), voices, languages);
    const bool two_rows = bare.room < 0, in_one = full.room >= 0 && full.wide_voices == bare.wide_voices && full.wide_languages == bare.wide_languages;
    const bool worded = two_rows ? brand + row_width(p, modes) + 2 * icon + last_width(p, true) + 5 * gaps < rect.width : in_one;
    const auto& [room, wide_languages, wide_voices] = worded && !two_rows ? full : bare;
    const float last = last_width(p, worded);
    const float brand_px = p.faces.title->FontSize * ImGui::GetIO().FontGlobalScale, row_height = p.metrics.target + p.px(14);
    ImGui::GetWindowDrawList()->AddText(p.faces.title, brand_px, {p.px(14), 0.5f * (row_height - brand_px)}, p.theme.accent, p.text("ui.app").c_str());
    ImGui::SetCursorPos({brand + p.px(12), p.px(7)});
    const bool wide_modes = brand + row_width(p, modes) + 2 * icon + last + 5 * gaps < rect.width;
    wide_modes ? side_by_side(p, modes) : one_by_one(p, modes);
    if (search && !two_rows) {
        const float width = std::min(p.px(150) + std::max(0.0f, room), p.px(380));
        search_field(p, width);
        ImGui::SameLine(0, p.px(12));
    }
    ButtonStyle undo{Look::plain, p.metrics.target, Icon::undo, p.view.can_undo}, redo = undo;
    redo.icon = Icon::redo, redo.enabled = p.view.can_redo;
    if (button(p, "undo", "", undo)) p.emit("undo");
    ImGui::SameLine(0, p.px(4));
    if (button(p, "redo", "", redo)) p.emit("redo");
    // The rest stands at the right end.
    const float choices = (wide_voices ? row_width(p, voices) + gaps : narrow_width(p, voices)) + (wide_languages ? row_width(p, languages) + gaps : narrow_width(p, languages));
    const float right = (two_rows ? 0 : choices) + last;
    ImGui::SameLine(std::max(ImGui::GetItemRectMax().x + p.px(12), rect.width - right - p.px(12)), 0);
    if (!two_rows) draw_choices(p, voices, wide_voices, languages, wide_languages);
    draw_last(p, worded);
    if (two_rows) draw_second_row(p, rect, search, voices, languages, p.px(7) + p.metrics.target + p.px(6));
    p.remember_height("top", row_height + (two_rows ? p.metrics.target + p.px(6) : 0));
    end_panel(p);
    ImGui::PopStyleVar(2);
}

void draw_search_results(PanelContext& p) {
    const auto at = p.out.widgets.find("search");
    if (p.state().search.empty() || at == p.out.widgets.end() || p.behind_dialog || quiz_waits(p)) return;
    const auto field = at->second;
    const auto& found = p.view.search_results;
    auto strokes = p.has_panel("techniques") ? techniques_called(p, p.state().search) : std::vector<std::string>{};
    if (strokes.size() > 3) strokes.resize(3);
    const auto count = std::min<std::size_t>(found.size(), 9 - strokes.size());
    const float row = std::max(p.metrics.target, p.px(26)) + p.px(2);
    const float height = 2 * p.px(6) + (count + strokes.size() == 0 ? p.px(28) : static_cast<float>(count + strokes.size()) * row);
    const Rect rect{field.x, field.y + field.height + p.px(6), std::max(field.width, p.px(320)), height};
    ImGui::SetNextWindowPos({rect.x, rect.y});
    ImGui::SetNextWindowSize({rect.width, rect.height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {p.px(6), p.px(6)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, p.px(2)});
    ImGui::Begin("search results", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing);
    ImGui::PushFont(p.faces.body);
    if (count + strokes.size() == 0) small_words(p, p.text("ui.no_results"));
    // What lies below the list cannot be clicked through it.
    std::erase_if(p.out.widgets, [&](const auto& named) {
        const auto& r = named.second;
        return r.x < rect.x + rect.width && r.x + r.width > rect.x && r.y < rect.y + rect.height && r.y + r.height > rect.y;
    });
    for (const auto& id : strokes)
        if (button(p, "result." + id, p.text(p.catalog().find_technique(id)->name), {Look::quiet, -1})) {
            p.emit("technique list"); // it opens in any case; the stroke itself waits for the safety questions
            p.emit("technique id=" + id);
            p.emit("search clear");
        }
    for (std::size_t i = 0; i < count; ++i) {
        if (button(p, "result." + found[i], structure_name_with_side(p, found[i]), {Look::quiet, -1})) {
            p.emit("show " + found[i]);
            p.emit("select " + found[i]);
            p.emit("focus " + found[i]);
            p.emit("search clear");
        }
    }
    ImGui::PopFont();
    ImGui::End();
    ImGui::PopStyleVar(2);
}

} // namespace dorsum::ui
