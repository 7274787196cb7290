// What is done now, as words under the body: the plan's captions, or how the open kind of stroke is done.
#include "ui/panels.h"

#include "session/plan_player.h"

#include <algorithm>
#include <cstring>
#include <imgui.h>

namespace dorsum::ui {

namespace {

constexpr float k_most_of_height = 0.36f; // what is longer comes page by page: the body and the bar above it stay to be seen
constexpr double k_page_s = 6;
constexpr float k_large_words_from = 1.3f; // of a mode's scale: it is read from some way off

ImFont* face_of(const PanelContext& p) { return p.mode && p.mode->ui_scale >= k_large_words_from ? p.faces.title : p.faces.strong; }

std::string words_now(const PanelContext& p) {
    if (!p.state().captions || p.state().own_stroke.drawing || p.state().idle == session::IdlePhase::attract || !p.state().tour.tour.empty()) return {};
    if (session::technique_step(p.state(), p.view.context)) {
        const auto* technique = p.catalog().find_technique(p.state().library.technique);
        return p.text(technique->name) + ". " + p.text(technique->how);
    }
    if (!p.view.step) return {};
    const bool begun = p.state().playback.playing || p.state().playback.time_s > 0;
    return begun || !session::on_body(*p.view.step, p.state(), p.view.context).drawn ? session::caption_now(p.state(), p.view.context) : std::string();
}

float height_of(const ImFont* font, float px, float wrap, const std::string& text) { return font->CalcTextSizeA(px, FLT_MAX, wrap, text.c_str()).y; }

// As many whole sentences to a page as fit; a sentence that does not fit is parted between words.
std::vector<std::string> pages_of(const std::string& text, const ImFont* font, float px, float wrap, float most) {
    std::vector<std::string> pages{""};
    const auto add = [&](const std::string& part) {
        const auto longer = pages.back() + part;
        if (pages.back().empty() || height_of(font, px, wrap, longer) <= most) pages.back() = longer;
        else pages.push_back(part.substr(std::min(part.find_first_not_of(" \n"), part.size() - 1)));
    };
    const auto pieces = [](const std::string& whole, const char* ends) {
        std::vector<std::string> parts{""};
        for (std::size_t i = 0; i < whole.size(); ++i) {
            parts.back() += whole[i];
            if (i + 1 < whole.size() && std::strchr(ends, whole[i]) && (whole[i + 1] == ' ' || whole[i + 1] == '\n')) parts.emplace_back();
        }
        return parts;
    };
    const auto words = [](const std::string& sentence) {
        std::vector<std::string> parts{""};
        for (const char c : sentence) {
            if (c == ' ' && !parts.back().empty()) parts.emplace_back();
            parts.back() += c;
        }
        return parts;
    };
    for (const auto& sentence : pieces(text, ".!?:;"))
        if (height_of(font, px, wrap, sentence) <= most) add(sentence);
        else
            for (const auto& word : words(sentence)) add(word);
    return pages;
}

} // namespace

bool caption_wanted(const PanelContext& p) { return !words_now(p).empty(); }

float caption_height(const PanelContext& p) { // two lines; a longer one grows over the body, up to a part of it
    const auto* font = face_of(p);
    return 2 * font->FontSize * ImGui::GetIO().FontGlobalScale + 2 * p.px(10);
}

void draw_caption(PanelContext& p, const Rect& rect) {
    auto text = words_now(p);
    if (text.empty() || rect.width < p.px(120)) return;
    auto* font = face_of(p);
    auto px = font->FontSize * ImGui::GetIO().FontGlobalScale;
    const float pad = p.px(10), wrap = rect.width - 2 * pad;
    auto size = font->CalcTextSizeA(px, FLT_MAX, wrap, text.c_str());
    if (size.y > 3.2f * px) { // long ones in the plain face
        font = p.faces.body;
        px = font->FontSize * ImGui::GetIO().FontGlobalScale;
        size = font->CalcTextSizeA(px, FLT_MAX, wrap, text.c_str());
    }
    if (const float most = std::max(2.1f * px, k_most_of_height * (rect.y + rect.height) - 2 * pad); size.y > most) {
        const auto pages = pages_of(text, font, px, wrap, most);
        const auto page = static_cast<std::size_t>(std::max(0.0, session::shown_time_s(p.state())) / k_page_s) % pages.size();
        text = pages[page];
        size = font->CalcTextSizeA(px, FLT_MAX, wrap, text.c_str());
    }
    const float width = size.x + 2 * pad, height = std::max(rect.height, size.y + 2 * pad);
    const Rect box{rect.x + 0.5f * (rect.width - width), rect.y + rect.height - height, width, height};
    auto& list = *ImGui::GetBackgroundDrawList();
    list.AddRectFilled({box.x, box.y}, {box.x + box.width, box.y + box.height}, p.theme.tip, p.metrics.round);
    list.AddText(font, px, {box.x + pad, box.y + 0.5f * (height - size.y)}, p.theme.on_tip, text.c_str(), nullptr, wrap + 1);
    if (!p.behind_dialog) p.out.widgets["captions"] = box;
}

} // namespace dorsum::ui
