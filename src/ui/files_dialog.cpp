// Save and open: a name, and what to do with it. Where the files land is the program's working folder, unless the name says more.
#include "ui/panels.h"

#include <algorithm>
#include <cstdio>

namespace dorsum::ui {

namespace {

// "dorsum-sciatica" for the open condition, "dorsum-back" without one.
void suggest_name(PanelContext& p) {
    auto& buffer = p.memory.file_name;
    if (buffer[0]) return;
    const auto& condition = p.state().condition;
    std::snprintf(buffer.data(), buffer.size(), "dorsum-%s", condition.empty() ? "back" : condition.c_str());
}

std::string with_ending(const std::string& name, const std::string& ending) {
    const bool has = name.size() > ending.size() && name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
    return has ? name : name + ending;
}

// The dialog is closed by what it asked for, once that is done: where it fails the name stays, to be mended.
void emit_for(PanelContext& p, const char* action, const std::string& path) {
    p.emit(session::to_text({action, {path}, {}}));
    p.memory.file_asked = true;
    p.memory.replace.clear();
}

bool exists(const PanelContext& p, const std::string& path) {
    const auto& existing = p.view.existing;
    return std::find(existing.begin(), existing.end(), path) != existing.end();
}

} // namespace

void draw_files(PanelContext& p, float height) {
    suggest_name(p);
    begin_scroll(p, "files body", std::min(height, p.height_of("files.body", height)));
    const float begin = ImGui::GetCursorPosY();
    title(p, p.text("ui.files_title"));
    small_words(p, p.text("ui.files_hint"));
    space(p);
    if (turns_to(p, k_opened, "files")) take_typing(p, "##file_name");
    ImGui::SetNextItemWidth(-1);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {p.px(10), std::max(2.0f, 0.5f * (p.metrics.target - ImGui::GetFontSize()))});
    if (ImGui::InputText("##file_name", p.memory.file_name.data(), p.memory.file_name.size())) p.memory.replace.clear(), p.out.animating = true;
    ImGui::PopStyleVar();
    p.name_item("files.name");
    if (!p.view.file_failure.empty()) {
        p.memory.file_asked = false;
        space(p, 0.5f);
        note(p, p.view.file_failure, p.theme.danger, p.theme.danger_soft, true);
        p.name_item("files.failure");
    }
    space(p);
    const std::string name(p.memory.file_name.data());

    struct Row {
        const char *widget, *key, *action, *ending;
    };
    constexpr Row rows[] = {{"files.picture", "ui.save_picture", "picture", ".png"},
                            {"files.save", "ui.save_scene", "save", ".json"},
                            {"files.open", "ui.open_scene", "open", ".json"},
                            {"files.export", "ui.export_body", "export", ""}};
    for (const auto& row : rows) {
        ButtonStyle style{row.action == std::string("picture") ? Look::primary : Look::plain, -1};
        style.enabled = !name.empty() && p.allows(row.action);
        const auto path = with_ending(name, row.ending);
        const bool writes = row.action != std::string("open"), asked = writes && style.enabled && p.memory.replace == path;
        if (writes && style.enabled) p.out.may_write.push_back(path);
        if (asked) style.look = Look::danger;
        if (!button(p, row.widget, asked ? fill(p.text("file.replace"), {path}) : p.text(row.key), style)) continue;
        if (!writes || asked || !exists(p, path)) emit_for(p, row.action, path);
        else p.memory.replace = path, p.out.animating = true;
    }
    space(p);
    if (button(p, "files.close", p.text("ui.close"), {Look::quiet, -1})) p.memory.replace.clear(), p.emit("dialog none");
    p.remember_height("files.body", ImGui::GetCursorPosY() - begin);
    end_scroll(p);
}

} // namespace dorsum::ui
