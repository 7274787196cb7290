// The questions that come before any stroke plan.
#include "ui/panels.h"

#include "content/grammar.h"

#include <algorithm>

namespace dorsum::ui {

namespace {

using content::ScreenAnswer;
using content::ScreenQuestion;

bool stops(const ScreenQuestion& question) {
    return question.if_yes == ScreenAnswer::stop_emergency || question.if_yes == ScreenAnswer::stop_absolute;
}

void draw_advice(PanelContext& p, const ScreenQuestion& question) {
    const bool stop = stops(question);
    note(p, p.text(question.advice), stop ? p.theme.danger : p.theme.warm, stop ? p.theme.danger_soft : p.theme.warm_soft, question.if_yes == ScreenAnswer::stop_emergency);
}

void draw_question(PanelContext& p, const ScreenQuestion& question) {
    const bool yes = p.state().screen_yes.count(question.id) != 0, no = p.state().screen_no.count(question.id) != 0;
    const float answers = std::max({button_width(p, p.text("ui.yes")), button_width(p, p.text("ui.no")), p.px(46)});
    const float gap = p.px(4), top = ImGui::GetCursorPosY(), left = ImGui::GetCursorPosX(), width = ImGui::GetContentRegionAvail().x;
    const float wrap = width - 2 * answers - gap - p.px(14);
    const auto* font = p.faces.body;
    const auto size = font->CalcTextSizeA(font->FontSize * ImGui::GetIO().FontGlobalScale, FLT_MAX, wrap, p.text(question.text).c_str());
    const float row = std::max(size.y, p.metrics.target);
    ImGui::SetCursorPosY(top + 0.5f * (row - size.y));
    ImGui::PushTextWrapPos(left + wrap);
    ImGui::TextUnformatted(p.text(question.text).c_str());
    ImGui::PopTextWrapPos();
    ImGui::SetCursorPos({left + width - 2 * answers - gap, top + 0.5f * (row - p.metrics.target)});
    if (button(p, "screen." + question.id + ".yes", p.text("ui.yes"), {yes ? Look::danger : Look::plain, answers})) p.emit("screen " + question.id + " yes");
    ImGui::SameLine(0, gap);
    if (button(p, "screen." + question.id + ".no", p.text("ui.no"), {no ? Look::selected : Look::plain, answers})) p.emit("screen " + question.id + " no");
    ImGui::SetCursorPos({left, top + row + p.px(3)});
    if (yes) draw_advice(p, question);
    rule(p);
}

void draw_questions(PanelContext& p) {
    const auto& questions = p.catalog().screen;
    const int columns = ImGui::GetContentRegionAvail().x > p.px(860) ? 2 : 1;
    const float gap = p.px(26), width = std::floor((ImGui::GetContentRegionAvail().x - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
    const auto half = (questions.size() + static_cast<std::size_t>(columns) - 1) / static_cast<std::size_t>(columns);
    for (int column = 0; column < columns; ++column) {
        if (column > 0) ImGui::SameLine(0, gap);
        ImGui::BeginChild(column == 0 ? "questions a" : "questions b", {width, 0}, ImGuiChildFlags_AutoResizeY, p.memory.keyboard ? ImGuiWindowFlags_NavFlattened : ImGuiWindowFlags_NoNavInputs);
        const auto begin = half * static_cast<std::size_t>(column), end = std::min(questions.size(), begin + half);
        for (auto i = begin; i < end; ++i) draw_question(p, questions[i]);
        ImGui::EndChild();
    }
}

// What the answers mean so far.
void draw_outcome(PanelContext& p) {
    bool emergency = false, stop = false, ask = false;
    std::size_t open = 0;
    for (const auto& question : p.catalog().screen) {
        const bool yes = p.state().screen_yes.count(question.id) != 0;
        emergency = emergency || (yes && question.if_yes == ScreenAnswer::stop_emergency);
        stop = stop || (yes && stops(question));
        ask = ask || (yes && question.if_yes == ScreenAnswer::ask_first);
        open += !yes && p.state().screen_no.count(question.id) == 0;
    }
    if (emergency) note(p, p.text("gate.answer_stop") + " " + p.catalog().emergency_words(p.texts), p.theme.on_danger, p.theme.danger, true);
    else if (stop) note(p, p.text("notice.screen_stop"), p.theme.danger, p.theme.danger_soft, true);
    else if (const auto left = content::counted(p.texts, "questions_open", static_cast<double>(open)); open > 0)
        p.state().notice.empty() ? small_words(p, left) : note(p, left, p.theme.warm, p.theme.warm_soft, true); // where one tried to go on
    else if (ask) note(p, p.text("gate.ask_first"), p.theme.warm, p.theme.warm_soft, true);
    else note(p, p.text("ui.screen_clear"), p.theme.accent, p.theme.accent_soft);
}

// All that is still open is answered with no; beside a yes it says so.
void draw_none(PanelContext& p, float width) {
    const auto& yes = p.state().screen_yes;
    ButtonStyle style{Look::plain, width};
    style.enabled = yes.size() + p.state().screen_no.size() < p.catalog().screen.size();
    if (button(p, yes.empty() ? "screen.none" : "screen.others", p.text(yes.empty() ? "ui.none_of_these" : "ui.none_of_the_others"), style)) p.emit("screen none");
}

} // namespace

void draw_safety_screen(PanelContext& p, float height) {
    const float begin = ImGui::GetCursorPosY();
    title(p, p.text("ui.safety"));
    small_words(p, p.text("ui.safety_intro"));
    draw_emergency(p);
    const float used = ImGui::GetCursorPosY() - begin, foot = p.height_of("safety.foot", p.px(90));
    const float room = height - used - foot - 2 * p.metrics.gap;
    begin_scroll(p, "questions", std::min(room, p.height_of("safety.questions", room)));
    const float top = ImGui::GetCursorPosY();
    draw_questions(p);
    p.remember_height("safety.questions", ImGui::GetCursorPosY() - top);
    end_scroll(p);
    const float foot_begin = ImGui::GetCursorPosY();
    draw_outcome(p);
    const float third = std::floor((ImGui::GetContentRegionAvail().x - 2 * p.px(6)) / 3);
    draw_none(p, third);
    ImGui::SameLine(0, p.px(6));
    if (button(p, "screen.done", p.text("ui.continue"), {Look::primary, third})) p.emit("screen done");
    ImGui::SameLine(0, p.px(6));
    if (button(p, "dialog.close", p.text("ui.close"), {Look::plain, third})) p.emit("dialog none");
    p.remember_height("safety.foot", ImGui::GetCursorPosY() - foot_begin);
}

} // namespace dorsum::ui
