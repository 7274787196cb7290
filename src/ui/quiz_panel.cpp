// Name it and find it; and, where nothing runs, the quizzes and tours that can be started.
#include "ui/panels.h"

#include <algorithm>
#include <cmath>

namespace dorsum::ui {

namespace {

std::string without_side(const std::string& id) {
    for (const std::string_view suffix : {".left", ".right"})
        if (id.size() > suffix.size() && std::string_view(id).ends_with(suffix)) return id.substr(0, id.size() - suffix.size());
    return id;
}

const std::string* asked(const PanelContext& p) {
    const auto& quiz = p.state().quiz;
    if (quiz.quiz.empty() || quiz.at < 0 || static_cast<std::size_t>(quiz.at) >= quiz.order.size()) return nullptr;
    return &quiz.order[static_cast<std::size_t>(quiz.at)];
}

void draw_options(PanelContext& p, const std::string& right) {
    const auto& quiz = p.state().quiz;
    for (const auto& id : quiz.options) {
        ButtonStyle style{Look::plain, -1};
        if (!quiz.answer.empty() && id == right) style.look = Look::selected, style.icon = Icon::check;
        else if (id == quiz.answer) style.look = Look::danger, style.icon = Icon::close;
        if (button(p, "quiz.option." + id, structure_name(p, id), style) && quiz.answer.empty()) p.emit("quiz answer " + id);
    }
}

void draw_verdict(PanelContext& p, const std::string& right) {
    const auto& quiz = p.state().quiz;
    if (quiz.answer.empty()) return;
    const bool correct = without_side(quiz.answer) == without_side(right);
    if (correct) note(p, p.text("ui.correct") + ": " + structure_name(p, right), p.theme.accent, p.theme.accent_soft, true);
    else note(p, p.text("ui.wrong") + ": " + structure_name(p, quiz.answer), p.theme.danger, p.theme.danger_soft, true);
}

} // namespace

bool quiz_runs(const PanelContext& p) { return !p.state().quiz.quiz.empty(); }
bool quiz_waits(const PanelContext& p) { return asked(p) != nullptr && p.state().quiz.answer.empty(); }

void draw_quiz(PanelContext& p) {
    const auto* rules = p.catalog().find_quiz(p.state().quiz.quiz);
    const auto& quiz = p.state().quiz;
    coloured_words(p.faces.strong, p.theme.ink, rules ? p.text(rules->name) : p.text("ui.quiz"));
    std::string line = fill(p.text("ui.score"), {std::to_string(quiz.correct), std::to_string(quiz.asked)});
    if (asked(p)) line = fill(p.text("ui.question_of"), {std::to_string(quiz.at + 1), std::to_string(quiz.order.size())}) + "  " + line;
    small_words(p, line);
    if (const auto* right = asked(p)) {
        const bool find = rules && rules->kind == "find_it";
        coloured_words(p.faces.title, p.theme.accent, find ? fill(p.text("ui.find_this"), {structure_name(p, *right)}) : p.text("ui.which_is_this"));
        if (find && quiz.answer.empty()) small_words(p, p.text("ui.find_hint"));
        draw_options(p, *right);
        draw_verdict(p, *right);
        const float half = std::floor(0.5f * (ImGui::GetContentRegionAvail().x - p.px(4)));
        if (button(p, "quiz.next", p.text(quiz.answer.empty() ? "ui.skip" : "ui.next"), {quiz.answer.empty() ? Look::plain : Look::primary, half})) p.emit("quiz next");
        ImGui::SameLine(0, p.px(4));
    } else {
        coloured_words(p.faces.title, p.theme.accent, p.text("ui.quiz_done"));
        if (rules && button(p, "quiz.start." + rules->id, p.text("ui.again"), {Look::primary, -1})) p.emit("quiz start " + rules->id);
    }
    if (button(p, "quiz.stop", p.text("ui.stop"), {Look::plain, -1})) p.emit("quiz stop");
    // The way on is seen, however low the panel is.
    if (turns_to(p, "quiz verdict", quiz.answer) && !quiz.answer.empty()) ImGui::SetScrollHereY(1), p.out.animating = true;
}

void draw_study_starts(PanelContext& p) {
    if (p.has_panel("quiz") && !p.catalog().quizzes.empty()) {
        heading(p, p.text("ui.quiz"));
        for (const auto& quiz : p.catalog().quizzes)
            if (button(p, "quiz.start." + quiz.id, p.text(quiz.name), {Look::plain, -1})) p.emit("quiz start " + quiz.id);
    }
    if (!p.has_panel("tour")) return;
    const auto attracts = [&](const content::Tour& tour) {
        return std::any_of(p.catalog().modes.begin(), p.catalog().modes.end(), [&](const auto& mode) { return mode.attract_tour == tour.id; });
    };
    heading(p, p.text("ui.tours"));
    for (const auto& tour : p.catalog().tours)
        if (!attracts(tour) && button(p, "tour.start." + tour.id, p.text(tour.name), {Look::plain, -1})) p.emit("tour start " + tour.id);
}

} // namespace dorsum::ui
